import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { METER_KINDS } from '#domain/meter/kinds.ts';
import type { PreferenceStore } from '../../state/preferences.ts';
import { choicesStyle, pick } from '../parts/choices.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import type { SetupWords } from '../text/en/setup.ts';
import { words } from '../text/words.ts';
import { ADAPTER_PRICES, METER_GUIDE, type Adapter, type MeterWay } from './meterGuide.ts';
import { setupStyle } from './style.ts';

const COUNTRIES = [...new Set(METER_GUIDE.map(({ country }) => country))];
/** Every country that is not in the guide. */
const OTHER = 'other';

/** From a country to its meters, and what stands between them and the gateway. */
@customElement('tw-meter-guide')
export class TwMeterGuide extends LitElement {
  static override styles = [
    base,
    choicesStyle,
    setupStyle,
    css`
      strong {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) declare preferences: PreferenceStore;
  @property({ attribute: false }) declare text: SetupWords;

  constructor() {
    super();
    new Watching(this, () => [this.preferences]);
  }

  override render(): TemplateResult {
    const { text } = this;
    const { country } = this.preferences.value;
    const names = new Intl.DisplayNames([words().language.tag], { type: 'region' });
    const known = COUNTRIES.map((value) => ({ value, name: names.of(value) ?? value })).sort((a, b) => a.name.localeCompare(b.name, words().language.tag));
    const options = [{ value: '', name: text.choose }, ...known, { value: OTHER, name: text.otherCountry }];
    return html`<div class="ways">
      ${pick(text.country, options, country ?? '', (chosen) => this.preferences.choose({ country: chosen || null }))} ${country === null ? nothing : this.#ways(country)}
    </div>`;
  }

  #ways(country: string): TemplateResult {
    const ways = METER_GUIDE.filter((way) => way.country === country);
    return ways.length === 0 ? html`<p class="card" role="status">${this.text.otherAbout}</p>` : html`<ul>${ways.map((way) => this.#way(way))}</ul>`;
  }

  #way({ meter, kind, opening, adapter, key }: MeterWay): TemplateResult {
    const { text } = this;
    return html`<li class="card stack">
      <strong>${meter === '' ? text.unknownMeter : meter}</strong>
      <p>${text.opens[opening]} ${key ? text.key : nothing}</p>
      ${kind === null || METER_KINDS[kind].seen ? nothing : html`<p>${text.neverSeen}</p>`}
      <p class="quiet">${text.needs} ${text.adapters[adapter]}: ${this.#price(adapter)}.</p>
    </li>`;
  }

  #price(adapter: Adapter): string {
    const { from, to, currency, year } = ADAPTER_PRICES[adapter];
    const format = new Intl.NumberFormat(words().language.tag, { style: 'currency', currency, maximumFractionDigits: 0 });
    return this.text.price(format.format(from), format.format(to), String(year));
  }
}
