import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { MODES, type Mode } from '#domain/wish/intent.ts';
import type { Device, Wish, Wishes } from '#wire/message/bodies.ts';
import type { RequestBody } from '#wire/message/request.ts';
import type { Asked } from '../../state/requests.ts';
import { deviceName } from '../format/doing.ts';
import { formatMoney } from '../format/money.ts';
import { formatEnergy, formatShare } from '../format/power.ts';
import { formatMinutes, formatMoment } from '../format/time.ts';
import { base } from '../style/base.ts';
import type { WantsWords } from '../text/en/wants.ts';
import { words } from '../text/words.ts';
import type { HomeOnScreen } from './screen.ts';
import './tw-arrival.ts';
import './tw-ask.ts';
import { isStepped, type SteppedWish } from './wishSteps.ts';

type Plain = Exclude<Wish, SteppedWish>;

/** What plans are for, by intent (U25), and the wishes that have no field of their own, to be read and taken back. */
@customElement('tw-wants')
export class TwWants extends LitElement {
  static override styles = [
    base,
    css`
      fieldset {
        border: none;
        margin: 0;
        padding: 0;
        min-inline-size: 0;
        display: grid;
        gap: var(--space);
      }
      label {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 calc(var(--space) * 1.5);
        align-items: center;
        min-block-size: var(--target);
        cursor: pointer;
      }
      label .quiet {
        grid-column: 2;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: var(--space);
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare text: WantsWords;
  @property({ attribute: false }) declare asked: readonly Asked[];
  @property({ attribute: false }) declare currency: string;
  @property({ attribute: false }) declare zone: string;

  override render(): TemplateResult | typeof nothing {
    const known = this.home.model.facts.wishes.body;
    if (!known) return nothing;
    const plain = known.wishes.filter((wish): wish is Plain => !isStepped(wish));
    return html`<section class="card stack" aria-labelledby="intents">
      <h2 id="intents">${this.text.intents}</h2>
      ${this.#modes(known)}
      ${plain.length > 0 ? html`<h3>${this.text.others}</h3><ul>${plain.map((wish) => this.#plain(wish, known.revision))}</ul>` : nothing}
      <tw-ask .home=${this.home} .text=${this.text}></tw-ask>
    </section>`;
  }

  #modes({ intent, revision }: Wishes): TemplateResult {
    const waiting = this.asked.find(({ body, progress }) => progress === 'queued' && body.kind === 'intent')?.body;
    const chosen = waiting?.kind === 'intent' ? waiting.intent.mode : (intent?.mode ?? 'cheapest');
    return html`<fieldset aria-labelledby="intents" ?disabled=${this.home.model.outdated.value || waiting !== undefined}>
        ${MODES.map((mode) => this.#mode(mode, mode === chosen, () => this.#ask({ kind: 'intent', intent: { mode, carbonPrice: intent?.carbonPrice ?? null } }, revision)))}
      </fieldset>
      ${waiting ? html`<p class="quiet">${this.text.pending}</p>` : nothing}`;
  }

  #mode(mode: Mode, isChosen: boolean, choose: () => void): TemplateResult {
    const { name, about } = this.text.modes[mode];
    return html`<label><input type="radio" name="mode" .checked=${isChosen} @change=${choose} /><span>${name}</span><span class="quiet">${about}</span></label>`;
  }

  #plain(wish: Plain, revision: number): TemplateResult {
    const said = this.#said(wish, this.home.model.facts.devices.body ?? []);
    const isGoing = this.asked.some(({ body, progress }) => progress === 'queued' && body.kind === 'wish-removed' && body.id === wish.id);
    return html`<li><span>${said}</span><button aria-label=${`${this.text.remove}: ${said}`} ?disabled=${this.home.model.outdated.value || isGoing} @click=${() => this.#ask({ kind: 'wish-removed', id: wish.id }, revision)}>${this.text.remove}</button></li>`;
  }

  #said(wish: Plain, devices: readonly Device[]): string {
    const { text } = this;
    const { tag } = words().language;
    const name = deviceName(devices, wish.device);
    switch (wish.kind) {
      case 'addedBy':
        return text.addedBy(name, formatEnergy(tag, wish.energy), formatMoment(tag, wish.by, this.zone));
      case 'leaves':
        return text.leaves(name);
      case 'comfort':
        return `${text.comfort(name, formatShare(tag, wish.low), formatShare(tag, wish.high))}${wish.hours ? `, ${text.during(formatMinutes(wish.hours.from), formatMinutes(wish.hours.to))}` : ''}`;
      case 'budget':
        return wish.of === 'money' ? text.budget.money(formatMoney(tag, wish.limit, this.currency)) : text.budget.energy(formatEnergy(tag, wish.limit));
      case 'quiet':
        return text.quiet(name, formatMinutes(wish.hours.from), formatMinutes(wish.hours.to));
    }
  }

  #ask(body: RequestBody, revision: number): void {
    void this.home.requests.ask(body, revision);
  }
}
