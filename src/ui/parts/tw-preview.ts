import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PlanAct, Wish } from '#wire/message/bodies.ts';
import type { Previewed, PreviewState } from '../../state/preview.ts';
import { timeToLive } from '../../state/timeToLive.ts';
import { verbOf } from '../format/act.ts';
import { upcoming } from '../format/acts.ts';
import { deviceName, reasonFor } from '../format/doing.ts';
import { formatMoney } from '../format/money.ts';
import { formatAge, formatNear } from '../format/time.ts';
import { brokenSaid } from './broken.ts';
import { whyLines } from '../format/why.ts';
import { base } from '../style/base.ts';
import type { PreviewWords } from '../text/en/preview.ts';
import { words } from '../text/words.ts';
import { placeOf, type HomeOnScreen } from './screen.ts';

/** Less than this is no difference, micro. */
const A_PENNY = 10_000;
/** Acts shown of the wish's own device, and of the others. */
const [OWN, OTHERS] = [3, 3];

const isSame = (one: PlanAct, other: PlanAct): boolean => one.device === other.device && verbOf(one.policy) === verbOf(other.policy) && one.interval.start === other.interval.start && one.interval.end === other.interval.end;

/** What a wish would change, while it is being changed: cost, what then runs when and why, and what cannot be met. */
@customElement('tw-preview')
export class TwPreview extends LitElement {
  static override styles = [
    base,
    css`
      .stack {
        gap: var(--space);
      }
      strong {
        font-weight: 650;
      }
      li + li {
        margin-block-start: var(--space);
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare text: PreviewWords;
  @property({ attribute: false }) declare previewed: PreviewState;

  override render(): TemplateResult {
    const { previewed, text } = this;
    if (previewed.kind === 'none' || previewed.kind === 'reckoning') return html`<p role="status">${text.reckoning}</p>`;
    if (previewed.kind === 'unknown') return html`<div class="stack" role="status"><p>${text.unknown[previewed.why]}</p>${this.#later(previewed.wish)}</div>`;
    return html`<div class="stack" role="status">${this.#plan(previewed.plan, previewed.wish)} ${this.#away(previewed.told)} ${this.#later(previewed.wish)}</div>`;
  }

  #plan(plan: Previewed, { device }: Wish): TemplateResult {
    const { text } = this;
    const { now } = placeOf(this.home);
    const acts = upcoming(plan.acts, now);
    const own = acts.filter((act) => act.device === device).slice(0, OWN);
    const others = acts.filter((act) => act.device !== device && !this.#stands(act)).slice(0, OTHERS);
    return html`<p><strong>${this.#difference(plan)}</strong> ${this.#sums(plan)}</p>
      ${own.length === 0 ? html`<p>${text.unmoved(this.#name(device))}</p>` : this.#list(own, plan)}
      ${others.length === 0 ? nothing : html`<p>${text.also}</p>${this.#list(others, plan)}`}
      ${plan.broken.map((broken) => html`<p role="note">${brokenSaid(placeOf(this.home), this.home.model.facts, broken)}</p>`)}
      ${plan.final ? nothing : html`<p class="quiet first">${text.first}</p>`}`;
  }

  /** What stores hold at the end is taken off: a sum below nothing says nothing to a person. */
  #sums({ cost, present, until }: Previewed): string {
    return cost < 0 || present < 0 ? '' : this.text.costs(this.#money(cost), this.#money(present), this.#near(until));
  }

  /** The committed plan has it already. */
  #stands(act: PlanAct): boolean {
    const { now } = placeOf(this.home);
    return upcoming(this.home.model.facts.plan.body?.acts ?? [], now).some((one) => isSame(one, act));
  }

  #difference({ cost, present }: Previewed): string {
    const { text } = this;
    const more = cost - present;
    if (Math.abs(more) < A_PENNY) return text.same;
    return (more > 0 ? text.dearer : text.cheaper)(this.#money(Math.abs(more)));
  }

  #list(acts: readonly PlanAct[], plan: Previewed): TemplateResult {
    return html`<ul>${acts.map((act) => html`<li>${this.#said(act)}${whyLines(words(), reasonFor(act, plan.reasons), placeOf(this.home).currency).slice(0, 2).map((line) => html`<p class="quiet">${line}</p>`)}</li>`)}</ul>`;
  }

  #said({ device, policy, interval }: PlanAct): string {
    const { plan } = words();
    const { now } = placeOf(this.home);
    return plan.at(plan.act[verbOf(policy)](this.#name(device)), this.#near(interval.start), this.#near(interval.end, Math.max(interval.start, now)));
  }

  #away(told: number): TemplateResult | typeof nothing {
    if (this.#isThere) return nothing;
    return html`<p>${this.text.away(this.#near(told), formatAge(words(), Math.max(0, placeOf(this.home).now - told)))}</p>`;
  }

  /** Until when the request waits for a home that is away. */
  #later(wish: Wish): TemplateResult | typeof nothing {
    if (this.#isThere) return nothing;
    const { now } = placeOf(this.home);
    return html`<p>${this.text.later(this.#near(now + timeToLive({ kind: 'wish', wish }, now)))}</p>`;
  }

  get #isThere(): boolean {
    const badge = this.home.badge();
    return badge !== 'no-gateway' && badge !== 'refused';
  }

  #name(device: string): string {
    return deviceName(this.home.model.facts.devices.body ?? [], device);
  }

  #near(at: number, from = placeOf(this.home).now): string {
    return formatNear(words().language.tag, at, placeOf(this.home).zone, from);
  }

  #money(micro: number): string {
    return formatMoney(words().language.tag, micro, placeOf(this.home).currency);
  }
}
