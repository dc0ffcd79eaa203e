import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Device, Wish } from '#wire/message/bodies.ts';
import { isMovable } from '../../state/movable.ts';
import { minutesTyped } from '../format/day.ts';
import { millionths } from '../format/typedAmount.ts';
import { base } from '../style/base.ts';
import { unfold } from '../style/unfold.ts';
import type { WantsWords } from '../text/en/wants.ts';
import { choicesStyle, pick, timeOfDay } from './choices.ts';
import { placeOf, type HomeOnScreen } from './screen.ts';
import { Watching } from './watching.ts';

const KINDS = ['quiet', 'budget', 'comfort'] as const;
type Kind = (typeof KINDS)[number];

/** What keeps warm or cold by itself, and can be asked to stay in a band. */
const hasBand = ({ kind, primitive }: Device): boolean => kind === 'heater' && primitive === 'store';

/** Which wishes mean something in this home, and of which of its devices. */
const devicesFor = (kind: Kind, devices: readonly Device[]): readonly Device[] => (kind === 'comfort' ? devices.filter(hasBand) : devices.filter(isMovable));

/** A night. */
const [EVENING, MORNING] = ['22:00', '07:00'];

/** Adds a wish that has no chip: quiet hours, the most a day may cost, a band of comfort; each where a device or a tariff gives it a meaning. */
@customElement('tw-ask')
export class TwAsk extends LitElement {
  static override styles = [
    base,
    choicesStyle,
    unfold,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 8rem), 1fr));
        gap: var(--space);
      }
      button {
        inline-size: 100%;
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare text: WantsWords;
  @state() declare private kind: Kind | null;
  @state() declare private device: string | null;
  @state() declare private from: string;
  @state() declare private to: string;
  @state() declare private isWrong: boolean;

  constructor() {
    super();
    this.kind = null;
    this.device = null;
    [this.from, this.to] = [EVENING, MORNING];
    this.isWrong = false;
    new Watching(this, () => [this.home.model.facts.wishes, this.home.model.facts.devices, this.home.model.facts.tariff, this.home.model.outdated]);
  }

  override render(): TemplateResult | typeof nothing {
    const devices = this.home.model.facts.devices.body ?? [];
    const kinds = KINDS.filter((kind) => (kind === 'budget' ? this.home.model.facts.tariff.body : devicesFor(kind, devices).length > 0));
    const kind = this.kind ?? kinds[0];
    const { text } = this;
    if (kind === undefined) return nothing;
    return html`<details>
      <summary>${text.more}</summary>
      <form class="stack" novalidate @submit=${(event: SubmitEvent) => this.#ask(event, kind)}>
        ${pick(text.what, kinds.map((value) => ({ value, name: text.kinds[value] })), kind, (chosen) => (this.kind = chosen))}
        ${kind === 'budget' ? this.#field('most', text.most(placeOf(this.home).currency)) : this.#ofDevice(kind, devicesFor(kind, devices))}
        <button class="main" ?disabled=${this.home.model.outdated.value || !this.home.model.facts.wishes.body}>${text.askFor}</button>
        ${this.isWrong ? html`<p role="alert">${text.wrong}</p>` : nothing}
      </form>
    </details>`;
  }

  #field(name: string, label: string, value = ''): TemplateResult {
    return html`<label>${label}<input type="text" name=${name} inputmode="decimal" autocomplete="off" .defaultValue=${value} /></label>`;
  }

  #ofDevice(kind: Exclude<Kind, 'budget'>, devices: readonly Device[]): TemplateResult {
    const { text } = this;
    const band = html`<div class="pair">${this.#field('low', text.low, '40')}${this.#field('high', text.high, '80')}</div>`;
    return html`${pick(text.device, devices.map(({ id, name }) => ({ value: id, name })), this.#chosen(devices), (id) => (this.device = id))} ${kind === 'comfort' ? band : nothing}
      <div class="pair">${timeOfDay(text.from, this.from, (value) => (this.from = value))}${timeOfDay(text.to, this.to, (value) => (this.to = value))}</div>`;
  }

  #chosen(devices: readonly Device[]): string {
    return devices.find(({ id }) => id === this.device)?.id ?? devices[0]?.id ?? '';
  }

  /** Undefined where what was typed is no wish. */
  #wish(kind: Kind, fields: FormData): Wish | undefined {
    const typed = (name: string): number => millionths(String(fields.get(name) ?? '')) ?? NaN;
    const device = this.#chosen(devicesFor(kind, this.home.model.facts.devices.body ?? []));
    const hours = { from: minutesTyped(this.from) ?? NaN, to: minutesTyped(this.to) ?? NaN };
    const [most, low, high] = [typed('most'), typed('low') / 1e8, typed('high') / 1e8];
    if (kind === 'budget') return most > 0 ? { kind, id: 'budget-money', device: 'home', rank: 2, of: 'money', limit: most } : undefined;
    if (!(hours.from !== hours.to && hours.from >= 0 && hours.to >= 0)) return undefined;
    if (kind === 'quiet') return { kind, id: `quiet-${device}`, device, rank: 1, hours };
    return low >= 0 && low < high && high <= 1 ? { kind, id: `comfort-${device}`, device, rank: 3, low, high, hours } : undefined;
  }

  #ask(event: SubmitEvent, kind: Kind): void {
    event.preventDefault();
    const wish = this.#wish(kind, new FormData(event.target as HTMLFormElement));
    this.isWrong = wish === undefined;
    if (wish) void this.home.requests.ask({ kind: 'wish', wish }, this.home.model.facts.wishes.body?.revision ?? null);
  }
}
