import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Safety } from '#wire/message/bodies.ts';
import { alarmSaid } from '../parts/attentionWords.ts';
import { formatCount } from '../format/power.ts';
import { placeOf, type HomeOnScreen } from '../parts/screen.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import { unfold } from '../style/unfold.ts';
import type { WarningsWords } from '../text/en/warnings.ts';
import { words } from '../text/words.ts';
import './tw-generation.ts';

/** What the supply and the meter did of late: sags, swells, outages, alarms. */
@customElement('tw-supply')
export class TwSupply extends LitElement {
  static override styles = [
    base,
    unfold,
    css`
      dt {
        color: var(--quiet);
        font-size: var(--small);
      }
      li {
        padding-block: calc(var(--space) / 2);
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare text: WarningsWords['supply'];

  constructor() {
    super();
    new Watching(this, () => [this.home.model.facts.safety, this.home.model.facts.home]);
  }

  override render(): TemplateResult {
    const safety = this.home.model.facts.safety.body;
    const { text } = this;
    return html`<section class="card stack" aria-labelledby="supply">
      <h2 id="supply">${text.title}</h2>
      <tw-generation .home=${this.home} .text=${text}></tw-generation>
      ${safety ? this.#known(safety) : html`<p>${words().waiting}</p>`}
    </section>`;
  }

  #known({ sags, swells, meter, alarms }: Safety): TemplateResult {
    const { text } = this;
    return html`<dl>
        ${this.#count(text.sags, sags)} ${this.#count(text.swells, swells)} ${this.#count(text.meterFailures, meter?.failures ?? null)} ${this.#count(text.meterLong, meter?.longFailures ?? null)}
      </dl>
      ${alarms.length === 0 ? html`<p class="quiet">${text.none}</p>` : this.#list(alarms)}`;
  }

  #count(name: string, count: number | null): TemplateResult | typeof nothing {
    return count === null ? nothing : html`<div class="row"><dt>${name}</dt><dd>${formatCount(words().language.tag, count)}</dd></div>`;
  }

  #list(alarms: Safety['alarms']): TemplateResult {
    const place = placeOf(this.home);
    return html`<details>
      <summary>${this.text.list} (${formatCount(words().language.tag, alarms.length)})</summary>
      <ul>
        ${alarms.map((alarm) => html`<li>${alarmSaid(place, alarm)}</li>`)}
      </ul>
    </details>`;
  }
}
