import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device, PlanAct } from '#wire/message/bodies.ts';
import { isMovable } from '../../state/movable.ts';
import { verbOf } from '../format/act.ts';
import { boostSaid } from '../parts/boostSaid.ts';
import { dayAfter } from '../format/day.ts';
import { formatNear } from '../format/time.ts';
import { placeOf, type HomeOnScreen } from '../parts/screen.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import type { WantsWords } from '../text/en/wants.ts';
import { words } from '../text/words.ts';

/** What can be begun at once: waiting, covering and balancing have no beginning of their own. */
const BEGUN: ReadonlySet<ReturnType<typeof verbOf>> = new Set(['charge', 'run']);

/** Beside an act that has not begun: do it now, for as long as it was to last, or not today. Each ends by itself and can be taken back. */
@customElement('tw-deeds')
export class TwDeeds extends LitElement {
  static override styles = [
    base,
    css`
      div {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 8rem), 1fr));
        gap: var(--space);
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare text: WantsWords;
  @property({ attribute: false }) declare act: PlanAct;

  constructor() {
    super();
    new Watching(this, () => [this.home.model.facts.devices, this.home.model.outdated, this.home.requests.asked, this.home.pulse]);
  }

  override render(): TemplateResult | typeof nothing {
    const device = this.home.model.facts.devices.body?.find(({ id }) => id === this.act.device);
    const place = placeOf(this.home);
    const { start, end } = this.act.interval;
    if (!device?.online || !isMovable(device) || device.byHand) return nothing;
    const today = dayAfter(place.now, place.zone);
    const now = start > place.now && BEGUN.has(verbOf(this.act.policy)) ? Math.ceil((place.now + end - start) / 1_000) * 1_000 : null;
    if (now === null && start >= today) return nothing;
    const { boost } = words().override;
    return html`<div>
        ${now === null ? nothing : this.#button(device, boost[device.primitive ?? 'other'] ?? boost['other'] ?? '', 'on', now)}
        ${start < today ? this.#button(device, this.text.notToday, 'off', Math.max(today, end)) : nothing}
      </div>
      ${now === null ? nothing : html`<p class="quiet">${boostSaid(place, this.home.model.facts, device, now)}</p>`}`;
  }

  #button(device: Device, label: string, want: 'on' | 'off', until: number): TemplateResult {
    const isAsked = this.home.requests.asked.value.some(({ body, progress }) => progress === 'queued' && body.kind === 'act' && 'device' in body.act && body.act.device === device.id);
    return html`<button ?disabled=${isAsked || this.home.model.outdated.value} aria-label=${words().override.boostOf(device.name, label)} @click=${() => this.#take(device, want, until)}>${label}</button>`;
  }

  #take({ id, name }: Device, want: 'on' | 'off', until: number): void {
    const { now, zone } = placeOf(this.home);
    const body = { kind: 'act', act: { kind: 'override', device: id, want, until } } as const;
    this.home.undo.put(words().override.done[want](name, formatNear(words().language.tag, until, zone, now)), body, { kind: 'act', act: { kind: 'override-ended', device: id } });
    void this.home.requests.ask(body, null);
  }
}
