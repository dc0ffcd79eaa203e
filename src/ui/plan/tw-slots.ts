import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SlotChoice } from '#wire/message/bodies.ts';
import { decidedIn, isAsked, slotRequest, type Slot } from '../../state/slotChoices.ts';
import { deviceName } from '../format/doing.ts';
import { formatNear } from '../format/time.ts';
import { placeOf, type HomeOnScreen } from '../parts/screen.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import type { SlotsWords } from '../text/en/slots.ts';
import { words } from '../text/words.ts';

type Want = SlotChoice['want'];

/** Half-hours, each of which a person can decide: not in this one, or in this one. Pressed again, the plan decides it. */
@customElement('tw-slots')
export class TwSlots extends LitElement {
  static override styles = [
    base,
    css`
      li {
        border-block-start: 1px solid var(--line);
        padding-block: var(--space);
        display: grid;
        gap: calc(var(--space) / 2);
      }
      li:first-child {
        border: none;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: var(--space);
      }
      button[aria-pressed='true'] {
        border: 3px solid var(--accent);
        font-weight: 650;
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare slots: readonly Slot[];
  @property({ attribute: false }) declare text: SlotsWords;

  constructor() {
    super();
    new Watching(this, () => [this.home.model.facts.devices, this.home.model.facts.wishes, this.home.model.outdated, this.home.requests.asked]);
  }

  override render(): TemplateResult {
    return html`<ul>${this.slots.map((slot) => this.#slot(slot))}</ul>`;
  }

  #slot(slot: Slot): TemplateResult {
    const decided = this.#decided(slot);
    const asked = isAsked(slot, this.home.requests.asked.value);
    const { stands } = this.text;
    const state = asked ? 'asking' : (decided ?? (slot.planned ? 'planned' : 'free'));
    return html`<li>
      <p class="row"><span>${this.#name(slot)}</span><span class="quiet" role="status">${stands[state]}</span></p>
      <div class="pair">${this.#choice(slot, 'off', decided, asked)}${this.#choice(slot, 'on', decided, asked)}</div>
    </li>`;
  }

  #choice(slot: Slot, want: Want, decided: Want | null, asked: boolean): TemplateResult {
    const { text } = this;
    const label = want === 'off' ? text.off : this.#isStore(slot) ? text.charge : text.on;
    const disabled = asked || this.home.model.outdated.value || !this.home.model.facts.wishes.body;
    return html`<button aria-pressed=${decided === want ? 'true' : 'false'} aria-label=${text.named(this.#name(slot), label)} ?disabled=${disabled} @click=${() => this.#decide(slot, want, decided)}>${label}</button>`;
  }

  #isStore({ device }: Slot): boolean {
    return this.home.model.facts.devices.body?.find(({ id }) => id === device)?.primitive === 'store';
  }

  #decided(slot: Slot): Want | null {
    const { wishes, devices } = this.home.model.facts;
    return decidedIn(slot, wishes.body, devices.body ?? []);
  }

  #name({ device, start, end }: Slot): string {
    const { zone, now } = placeOf(this.home);
    const near = (at: number, from: number): string => formatNear(words().language.tag, at, zone, from);
    return this.text.of(deviceName(this.home.model.facts.devices.body ?? [], device), near(start, now), near(end, start));
  }

  #decide(slot: Slot, want: Want, decided: Want | null): void {
    const next = decided === want ? null : want;
    const { body, inverse } = slotRequest(slot, next, decided, placeOf(this.home).now);
    this.home.undo.put(this.text.done[next ?? 'freed'](this.#name(slot)), body, inverse);
    void this.home.requests.ask(body, this.home.model.facts.wishes.body?.revision ?? null);
  }
}
