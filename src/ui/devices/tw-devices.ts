import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Device } from '#wire/message/bodies.ts';
import { formatEnergy, formatPower, formatShare } from '../format/power.ts';
import { formatAge } from '../format/time.ts';
import { Screen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import { wordsOf } from '../text/words.ts';
import type { AnswersWords } from '../text/en/answers.ts';
import type { DevicesWords } from '../text/en/devices.ts';

const isFine = (device: Device): boolean => device.state !== 'refused' && device.state !== 'offline';

/** Each device: what it reports, apart from what it was asked. */
@customElement('tw-devices')
export class TwDevices extends Screen {
  static override styles = [
    base,
    css`
      ul {
        display: grid;
        gap: calc(var(--space) * 2);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
      }
      h2 {
        font-size: var(--body);
        color: var(--ink);
      }
      .trouble {
        border-color: var(--dear);
        border-width: 2px;
      }
      dt {
        color: var(--quiet);
        font-size: var(--small);
      }
      .mark {
        border: 1px solid var(--edge);
        border-radius: 1rem;
        padding-inline: var(--space);
        font-size: var(--small);
      }
    `,
  ];

  @state() declare private text: DevicesWords | null;
  @state() declare private answers: AnswersWords | null;

  constructor() {
    super();
    this.text = null;
    this.answers = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('devices').then((text) => (this.text = text));
    // Without them a reason is its id alone.
    void wordsOf('answers').then(
      (answers) => (this.answers = answers),
      () => undefined,
    );
  }

  override render(): TemplateResult {
    const devices = this.home.model.facts.devices.body;
    const { waiting, bar } = this.words;
    const { text } = this;
    if (!text) return html`<h1>${bar.devices}</h1>`;
    if (!devices || devices.length === 0) return html`<h1>${devices ? text.none : waiting}</h1>`;
    return html`<div class="stack">
      <h1>${this.broken ?? text.sentence(devices.length, devices.filter(isFine).length)}</h1>
      <ul>${devices.map((device) => this.#card(text, device))}</ul>
    </div>`;
  }

  #card(text: DevicesWords, device: Device): TemplateResult {
    const { simulated } = this.words;
    return html`<li class="card stack ${isFine(device) ? '' : 'trouble'}">
      <div class="row"><h2>${device.name}</h2>${device.simulated ? html`<span class="mark">${simulated}</span>` : nothing}</div>
      <p>${text.state[device.state]}</p>
      <dl>
        ${this.#line(text.reported, device.power === null ? this.words.unknown : this.#power(device.power))}
        ${this.#line(text.asked, device.asked === null ? text.nothingAsked : this.#power(device.asked))} ${this.#stored(text, device)}
        ${this.#line(text.heard, this.#heard(text, device))} ${this.#line(text.ifSilent, text.fallback[device.fallback] ?? device.fallback)}
      </dl>
      ${device.reason === null ? nothing : html`<p class="quiet">${this.answers?.reason(device.reason) ?? device.reason}</p>`}
    </li>`;
  }

  #line(name: string, value: string): TemplateResult {
    return html`<div class="row"><dt>${name}</dt><dd>${value}</dd></div>`;
  }

  #stored(text: DevicesWords, { stored, capacity }: Device): TemplateResult | typeof nothing {
    if (stored === null || capacity === null || capacity <= 0) return nothing;
    const tag = this.words.language.tag;
    return this.#line(text.stored, `${formatShare(tag, stored / capacity)} (${formatEnergy(tag, stored)})`);
  }

  #heard(text: DevicesWords, { heardAt }: Device): string {
    return heardAt === null ? text.never : formatAge(this.words, Math.max(0, this.now - heardAt));
  }

  #power(watts: number): string {
    const { now, language } = this.words;
    const size = formatPower(language.tag, watts);
    if (watts === 0) return size;
    return `${size}${language.comma}${watts > 0 ? now.using : now.sending}`;
  }
}
