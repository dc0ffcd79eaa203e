import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Plan, PlanAct } from '#wire/message/bodies.ts';
import { readArrivals } from '#wire/message/arrivalsBody.ts';
import { readAdvising } from '#wire/message/advisingBody.ts';
import { isAdvised } from '../../state/advised.ts';
import { asksHours } from '../../state/attention.ts';
import type { PreviewState } from '../../state/preview.ts';
import { HALF_HOUR, slotsOf, type Slot } from '../../state/slotChoices.ts';
import { verbOf } from '../format/act.ts';
import { basisSaid } from '../format/basis.ts';
import { brokenSaid } from '../parts/broken.ts';
import { deviceName, doingSentence, pausedUntil, reasonFor } from '../format/doing.ts';
import { formatMoney } from '../format/money.ts';
import { formatCount } from '../format/power.ts';
import { formatClock, formatMoment, formatNear } from '../format/time.ts';
import { whyLines } from '../format/why.ts';
import { Screen } from '../parts/screen.ts';
import '../parts/tw-pause.ts';
import { base } from '../style/base.ts';
import type { AdvisingWords } from '../text/en/advising.ts';
import type { PreviewWords } from '../text/en/preview.ts';
import type { SlotsWords } from '../text/en/slots.ts';
import type { WhatIfWords } from '../text/en/whatIf.ts';
import type { WantsWords } from '../text/en/wants.ts';
import { wordsOf } from '../text/words.ts';
import { mergeActs, upcoming } from '../format/acts.ts';
import type { TwWhatIf } from './tw-what-if.ts';
import './tw-advising.ts';
import './tw-deeds.ts';
import './tw-ribbon.ts';
import '../parts/tw-wishes.ts';

/** Micro; less is no difference. */
const A_PENNY = 10_000;

/** Acts on the screen before the rest is asked for. */
const SHOWN = 6;

/** A new plan may move the ends of an act; what was open stays open. */
const isSameAct = (one: PlanAct, other: PlanAct): boolean => one.device === other.device && verbOf(one.policy) === verbOf(other.policy) && one.interval.start < other.interval.end && other.interval.start < one.interval.end;

/** What the home will do next and why: a sentence, a ribbon, a list. */
@customElement('tw-plan')
export class TwPlan extends Screen {
  static override styles = [
    base,
    css`
      li {
        border-block-start: 1px solid var(--line);
        padding-block: var(--space);
      }
      li:first-child {
        border: none;
      }
      summary {
        min-block-size: var(--target);
        display: flex;
        justify-content: space-between;
        align-items: center;
        flex-wrap: wrap;
        gap: 0 calc(var(--space) * 2);
        cursor: pointer;
      }
      .why {
        color: var(--accent);
        text-decoration: underline;
        text-underline-offset: 0.2em;
        flex: none;
      }
    `,
  ];

  @state() declare private whole: boolean;
  /** Acts that were opened into their half-hours: the next plan may begin them at another time. */
  @state() declare private opened: readonly PlanAct[];
  /** The words of half-hours, once the part that draws them is there. */
  @state() declare private slotsText: SlotsWords | null;

  /** The hours of a car were asked for here: their card stays first, also once it is answered. */
  #asksHours = false;

  /** What a wish that is being changed would do: the ribbon shows that meanwhile. */
  @state() declare private previewed: PreviewState;
  @state() declare private previewText: PreviewWords | null;
  @state() declare private advisingText: AdvisingWords | null;
  @state() declare private whatIfText: WhatIfWords | null;
  /** The sheet that asks what something more would bring is there. */
  @state() declare private canAsk: boolean;
  @query('tw-what-if') declare private whatIfSheet: TwWhatIf | null;
  /** The words of intents, once the part that shows them is there. */
  @state() declare private wantsText: WantsWords | null;

  /** The part that shows the hours of a car is there. */
  @state() declare private canCharge: boolean;

  constructor() {
    super();
    this.canCharge = false;
    this.previewed = { kind: 'none' };
    this.previewText = null;
    this.advisingText = null;
    this.whatIfText = null;
    this.canAsk = false;
    this.wantsText = null;
    this.whole = false;
    this.opened = [];
    this.slotsText = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('preview').then((text) => (this.previewText = text));
    void wordsOf('whatIf').then((text) => (this.whatIfText = text));
    void wordsOf('advising').then((text) => (this.advisingText = text));
    void this.#fetchWants();
  }

  async #fetchWants(): Promise<void> {
    [this.wantsText] = await Promise.all([wordsOf('wants'), import('../parts/tw-wants.ts')]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asksHours = false;
  }

  override render(): TemplateResult {
    const { plan } = this.home.model.facts;
    return html`<div class="stack">
      <h1>${this.#away ? this.broken : this.#sentence(plan.body ?? undefined)}</h1>
      ${this.#away && plan.body ? html`<p>${this.words.plan.old(formatMoment(this.words.language.tag, plan.body.committedAt, this.zone))}</p>` : nothing}
      ${this.#without(plan.body ?? undefined)} ${this.#arrivals()} ${this.#isAdviceNew ? this.#advising() : nothing}
      ${this.#asksHours ? this.#charging() : nothing} ${this.#ribbon(plan.body ?? undefined)} ${plan.body ? this.#acts(plan.body) : html`<p class="quiet">${this.words.plan.noneAbout}</p>`} ${this.#decided()}
      <tw-wishes .home=${this.home} .zone=${this.zone} .now=${this.now} .asked=${this.home.requests.asked.value} @tw-previewed=${(event: CustomEvent<PreviewState>) => (this.previewed = event.detail)}></tw-wishes>
      ${this.wantsText ? html`<tw-wants .home=${this.home} .text=${this.wantsText} .currency=${this.currency} .zone=${this.zone} .asked=${this.home.requests.asked.value}></tw-wants>` : nothing}
      ${this.#asksHours ? nothing : this.#charging()} <tw-pause .home=${this.home}></tw-pause>
      ${this.#isAdviceNew ? nothing : this.#advising()}
      ${this.whatIfText ? html`<button aria-haspopup="dialog" @click=${() => void this.#whatIf()}>${this.whatIfText.open}</button>` : nothing}
      ${this.canAsk ? html`<tw-what-if .home=${this.home}></tw-what-if>` : nothing} ${plan.body ? this.#age(plan.body) : nothing}
    </div>`;
  }

  override willUpdate(): void {
    this.#asksHours ||= asksHours(this.home.model.facts.household.body?.charging ?? null);
  }

  /** Plans are new to the home, and nobody has said yet whether they are to be advice at first. */
  get #isAdviceNew(): boolean {
    return readAdvising(this.home.model.facts.advising.body)?.offer === true;
  }

  #advising(): TemplateResult | typeof nothing {
    return this.advisingText ? html`<tw-advising .home=${this.home} .text=${this.advisingText}></tw-advising>` : nothing;
  }

  /** What the plan had to do without, when somebody should know it. */
  #without(plan: Plan | undefined): TemplateResult | typeof nothing {
    const said = plan && this.wantsText ? basisSaid(plan, this.wantsText) : '';
    return said === '' ? nothing : html`<p role="note">${said}</p>`;
  }

  /** Cars that were plugged in and of which nobody has said what they are to take. */
  #arrivals(): readonly TemplateResult[] | typeof nothing {
    const { wantsText } = this;
    return wantsText ? readArrivals(this.home.model.facts.arrivals.body).map((arrival) => html`<tw-arrival .home=${this.home} .text=${wantsText} .arrival=${arrival}></tw-arrival>`) : nothing;
  }

  #charging(): TemplateResult | typeof nothing {
    if (!this.home.model.facts.household.body?.charging) return nothing;
    if (this.canCharge) return html`<tw-charging .home=${this.home}></tw-charging>`;
    void this.#fetchHours();
    return nothing;
  }

  async #fetchHours(): Promise<void> {
    // Without its script the card is left out until the screen is drawn again.
    this.canCharge = await import('../parts/tw-charging.ts').then(
      () => true,
      () => false,
    );
  }

  /** Nobody at home can be asked: what is shown is what was planned when somebody last could. */
  get #away(): boolean {
    const badge = this.home.badge();
    return badge === 'no-gateway' || badge === 'refused';
  }

  #sentence(plan: Plan | undefined): string {
    const { wishes, devices, tariff } = this.home.model.facts;
    if (!plan || pausedUntil(wishes.body, this.now) !== null) {
      const scene = { now: this.now, zone: this.zone, plan, devices: devices.body ?? [], tariff: tariff.body ?? undefined, wishes: wishes.body };
      return plan ? doingSentence(this.words, scene) : this.words.plan.none;
    }
    const [first] = upcoming(plan.acts, this.now);
    if (isAdvised(this.home.model.facts)) return this.#advice(plan, first);
    const next = first ? this.words.plan.sentence(this.#said(first)) : this.words.plan.quiet;
    return `${next} ${this.#saving(plan)}`;
  }

  /** Nothing is going to happen by itself, and the sentence does not say so. */
  #advice(plan: Plan, first: PlanAct | undefined): string {
    const { advisingText: text } = this;
    if (!text) return this.words.doing.advised;
    const saved = plan.nothing - plan.cost;
    return `${text.next(first ? this.#said(first) : this.words.doing.quiet)} ${saved >= A_PENNY ? text.would(formatMoney(this.words.language.tag, saved, this.currency)) : text.wouldNot}`;
  }

  /** Savings under one minor unit are not called savings. */
  #saving({ cost, nothing: without }: Plan): string {
    const saved = without - cost;
    return saved >= A_PENNY ? this.words.plan.saves(formatMoney(this.words.language.tag, saved, this.currency)) : this.words.plan.savesNothing;
  }

  #ribbon(plan: Plan | undefined): TemplateResult | typeof nothing {
    const { tariff, devices } = this.home.model.facts;
    if (!tariff.body) return nothing;
    const drafted = this.previewed.kind === 'shown' ? this.previewed.plan : null;
    const acts = mergeActs(drafted?.acts ?? plan?.acts ?? []);
    return html`<tw-ribbon .heading=${drafted && this.previewText ? this.previewText.onRibbon : this.words.plan.ribbon} .tariff=${tariff.body} .acts=${acts} .devices=${devices.body ?? []} .levels=${drafted ? [] : (plan?.levels ?? [])} .events=${this.home.model.facts.events.body ?? []} .now=${this.now} .zone=${this.zone}></tw-ribbon>`;
  }

  #said(act: PlanAct): string {
    const name = deviceName(this.home.model.facts.devices.body ?? [], act.device);
    const what = this.words.plan.act[verbOf(act.policy)](name);
    const near = (at: number, from: number): string => formatNear(this.words.language.tag, at, this.zone, from);
    return this.words.plan.at(what, near(act.interval.start, this.now), near(act.interval.end, Math.max(act.interval.start, this.now)));
  }

  #acts(plan: Plan): TemplateResult {
    const acts = upcoming(plan.acts, this.now);
    return html`<section class="card" aria-labelledby="acts">
      <h2 id="acts">${this.words.plan.acts}</h2>
      ${acts.length === 0 ? html`<p>${this.words.plan.quiet}</p>` : html`<ol>${(this.whole ? acts : acts.slice(0, SHOWN)).map((act) => this.#act(act, plan))}</ol>`}
      ${acts.length > SHOWN ? this.#more(acts.length) : nothing}
      ${plan.broken.map((broken) => html`<p role="note">${brokenSaid(this.place, this.home.model.facts, broken, this.wantsText)}</p>`)}
    </section>`;
  }

  #more(count: number): TemplateResult {
    const { plan, language } = this.words;
    return html`<button aria-expanded=${this.whole ? 'true' : 'false'} @click=${() => (this.whole = !this.whole)}>${this.whole ? plan.fewer : plan.all(formatCount(language.tag, count))}</button>`;
  }

  #act(act: PlanAct, plan: Plan): TemplateResult {
    const isOpen = this.opened.some((one) => isSameAct(one, act));
    return html`<li>
      <details .open=${isOpen} @toggle=${(event: Event) => this.#open(act, event)}>
        <summary><span>${this.#said(act)}</span><span class="why">${this.words.plan.why}</span></summary>
        ${whyLines(this.words, reasonFor(act, plan.reasons), this.currency, this.wantsText).map((line) => html`<p class="quiet">${line}</p>`)}
        ${plan.broken.filter(({ device }) => device === act.device).map((broken) => html`<p>${brokenSaid(this.place, this.home.model.facts, broken, this.wantsText)}</p>`)}
        ${isOpen && this.slotsText ? html`<h3>${this.slotsText.title}</h3><tw-slots .home=${this.home} .text=${this.slotsText} .slots=${slotsOf(act, this.now)}></tw-slots>` : nothing}
      </details>
      ${this.wantsText ? html`<tw-deeds .home=${this.home} .text=${this.wantsText} .act=${act}></tw-deeds>` : nothing}
    </li>`;
  }

  /** Single half-hours are fetched when somebody opens an act, or has decided one. */
  async #fetchSlots(): Promise<void> {
    [this.slotsText] = await Promise.all([wordsOf('slots'), import('./tw-slots.ts')]);
  }

  #open(act: PlanAct, { target }: Event): void {
    const isOpen = target instanceof HTMLDetailsElement && target.open;
    if (isOpen === this.opened.some((one) => isSameAct(one, act))) return;
    this.opened = isOpen ? [...this.opened, act] : this.opened.filter((one) => !isSameAct(one, act));
    if (isOpen) void this.#fetchSlots();
  }

  /** The sheet is fetched when it is first wanted; without its script the next press tries again. */
  async #whatIf(): Promise<void> {
    this.canAsk = await import('./tw-what-if.ts').then(
      () => true,
      () => false,
    );
    await this.updateComplete;
    await this.whatIfSheet?.open();
  }

  /** What a person has decided stays in reach, also where nothing is planned any more. */
  #decided(): TemplateResult | typeof nothing {
    const choices = this.home.model.facts.wishes.body?.choices ?? [];
    const slots = choices.map(({ device, start }): Slot => ({ device, start, end: start + HALF_HOUR, planned: false }));
    if (slots.length === 0) return nothing;
    if (!this.slotsText) {
      void this.#fetchSlots();
      return nothing;
    }
    return html`<section class="card" aria-labelledby="decided"><h2 id="decided">${this.slotsText.decided}</h2><tw-slots .home=${this.home} .text=${this.slotsText} .slots=${slots}></tw-slots></section>`;
  }

  #age(plan: Plan): TemplateResult {
    const author = this.words.plan.author[this.home.choice.kind === 'demo' ? 'demo' : plan.author.startsWith('gateway') || plan.author === 'planner' ? 'gateway' : 'phone'];
    const until = formatMoment(this.words.language.tag, plan.until, this.zone);
    return html`<p class="quiet">${this.words.plan.age(this.#clock(plan.committedAt), author)} ${until}.${this.#priced(plan)}</p>`;
  }

  /** From when on prices are estimates. */
  #priced({ basis }: Plan): string {
    const until = basis?.pricesUntil ?? null;
    return until === null || !this.wantsText ? '' : ` ${this.wantsText.without.prices(formatNear(this.words.language.tag, until, this.zone, this.now))}`;
  }

  #clock(at: number): string {
    return formatClock(this.words.language.tag, at, this.zone);
  }
}
