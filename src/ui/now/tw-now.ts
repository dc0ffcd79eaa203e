import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { isAdvised } from '../../state/advised.ts';
import { attentionOf, type Attention } from '../../state/attention.ts';
import { bandOf, lastingPower, type Band } from '../../state/band.ts';
import type { Freshness } from '../../state/freshness.ts';
import { knownPower } from '../../state/gridPower.ts';
import { priceAt, type PriceNow } from '../../state/price.ts';
import { sayAttention, type Said } from '../parts/attentionWords.ts';
import { doingSentence } from '../format/doing.ts';
import { formatAge, formatNear } from '../format/time.ts';
import { Screen } from '../parts/screen.ts';
import '../parts/tw-attention.ts';
import '../parts/tw-band.ts';
import '../parts/tw-pause.ts';
import { base } from '../style/base.ts';
import { figureOf, type Figure } from '../parts/figure.ts';
import { nowStyle } from './style.ts';
import './tw-price.ts';

/** What the home uses and costs this moment, and what it does about it. */
@customElement('tw-now')
export class TwNow extends Screen {
  static override styles = [base, nowStyle];

  /** How many things were put behind by hand, until something else comes first. */
  @state() declare private turned: { readonly first: string; readonly by: number };

  constructor() {
    super();
    this.turned = { first: '', by: 0 };
  }

  /** What stands below the first view comes after it. */
  override firstUpdated(): void {
    void import('./tw-below.ts').then(
      () => this.requestUpdate(),
      () => undefined,
    );
  }

  override render(): TemplateResult {
    const freshness = this.home.gridFreshness();
    const { grid, tariff } = this.home.model.facts;
    const figure = figureOf(this.words, grid.body, tariff.body ?? undefined, this.preferences.value.figure, freshness);
    const price = tariff.body ? priceAt(tariff.body, this.now) : undefined;
    return html`<div class="screen">
      ${this.#lead(figure, freshness)} ${this.#instrument(figure, freshness, price)}
      <tw-price .tariff=${tariff.body ?? undefined} .price=${price} .now=${this.now} .zone=${this.zone}></tw-price>
      <tw-pause .home=${this.home}></tw-pause>
      <div class="below">${customElements.get('tw-below') ? html`<tw-below .home=${this.home} .preferences=${this.preferences}></tw-below>` : nothing}</div>
    </div>`;
  }

  /** One sentence that suffices read aloud; what wants attention takes its place, so nothing moves when it comes (U30). */
  #lead(figure: Figure, freshness: Freshness): TemplateResult {
    const { home, preferences } = this;
    const { read, news } = preferences.value;
    const known = attentionOf(home.model.facts, this.now, read).filter(({ kind }) => news || kind !== 'notice');
    const broken = known[0]?.kind === 'danger' ? undefined : this.broken;
    const said = broken === undefined ? this.#said(known) : undefined;
    return html`<div class="lead ${broken === undefined ? (said?.tone ?? '') : 'urgent'}">
      <h1><span class="unseen">${this.#spoken(figure, freshness)} </span>${broken ?? said?.sentence ?? this.#doing()}</h1>
      ${said ? html`<tw-attention .home=${home} .preferences=${preferences} .said=${said} .others=${known.length - 1} @tw-next=${() => this.#turn(known)}></tw-attention>` : nothing}
    </div>`;
  }

  #said(known: readonly Attention[]): Said | undefined {
    const [first] = known;
    const { turned } = this;
    const one = turned.first === this.#sentence(first) ? known[turned.by % known.length] : first;
    return one && sayAttention(this.place, one);
  }

  #turn(known: readonly Attention[]): void {
    const first = this.#sentence(known[0]);
    this.turned = { first, by: this.turned.first === first ? this.turned.by + 1 : 1 };
  }

  #sentence(one: Attention | undefined): string {
    return one ? sayAttention(this.place, one).sentence : '';
  }

  #spoken(figure: Figure, freshness: Freshness): string {
    const { now } = this.words;
    if (figure.spoken === '' || freshness.kind === 'unknown') return now.spokenUnknown;
    if (freshness.kind === 'stale') return now.spokenStale(figure.spoken, this.#clock(freshness.at));
    return figure.calm ? now.spokenIdle : now.spoken(figure.spoken, figure.direction);
  }

  #doing(): string {
    const { facts } = this.home.model;
    const { plan, devices, tariff, wishes } = facts;
    return doingSentence(this.words, {
      advised: isAdvised(facts),
      now: this.now,
      zone: this.zone,
      plan: plan.body ?? undefined,
      devices: devices.body ?? [],
      tariff: tariff.body ?? undefined,
      wishes: wishes.body,
    });
  }

  #instrument(figure: Figure, freshness: Freshness, price: PriceNow | undefined): TemplateResult {
    const stale = freshness.kind !== 'fresh';
    const level = stale ? 'unknown' : (price?.level ?? 'unknown');
    const band = this.#band(stale);
    return html`<div class="instrument ${level} ${stale ? 'stale' : ''}">
      <tw-band .band=${band}></tw-band>
      ${this.#number(figure)}
      <p class="word"><span class="age ${freshness.kind === 'unknown' ? '' : freshness.word}">${this.#age(freshness)}</span>${this.#bandWord(band, figure, stale)}</p>
    </div>`;
  }

  #number(figure: Figure): TemplateResult {
    const { now, unknown } = this.words;
    const other = this.preferences.value.figure === 'money' ? 'power' : 'money';
    return html`<button class="figure" @click=${() => this.preferences.choose({ figure: other })}>
      <span class="direction">${figure.direction || html`&nbsp;`}</span>
      <span class="number">${figure.number || unknown}</span>
      <span class="unit">${figure.unit || html`&nbsp;`}</span>
      <span class="unseen">. ${other === 'power' ? now.showPower : now.showMoney}</span>
    </button>`;
  }

  #age(freshness: Freshness): string {
    if (freshness.kind === 'unknown') return this.words.waiting;
    if (freshness.kind === 'stale' && freshness.word === 'stale') return this.words.age.asOf(this.#clock(freshness.at));
    const age = formatAge(this.words, freshness.age);
    return freshness.word === 'fresh' ? age : this.words.age.late(age);
  }

  #band(stale: boolean): Band {
    const grid = this.home.model.facts.grid.body;
    const known = grid && !stale ? knownPower(grid) : null;
    return grid && known ? bandOf(lastingPower(grid, known.watts), grid.at, this.home.memory.past.value) : { kind: 'none' };
  }

  #bandWord(band: Band, figure: Figure, stale: boolean): TemplateResult {
    const { now } = this.words;
    if (stale) return html`&nbsp;`;
    if (figure.unpriced) return html`${now.noPrice}`;
    if (band.kind === 'none') return html`${now.learningStart}`;
    return html`<strong>${now[band.word]}</strong> ${now.bandFor}${band.learning ? html` <span class="learning">(${now.learning(String(band.days))})</span>` : nothing}`;
  }

  #clock(at: number): string {
    return formatNear(this.words.language.tag, at, this.zone, this.now);
  }
}
