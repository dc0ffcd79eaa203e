import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { AddsMeasure, type Measuring } from '../../state/addsMeasure.ts';
import { moneyRate, priceAt } from '../../state/price.ts';
import { formatMoney } from '../format/money.ts';
import { formatPower } from '../format/power.ts';
import { Screen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import { unfold } from '../style/unfold.ts';
import type { MoneyWords } from '../text/en/money.ts';
import { wordsOf } from '../text/words.ts';

/** A press that lasts longer is a hold, which ends when it is let go, ms. */
const HOLD = 800;

/** What an appliance adds: held, or pressed once, while it is switched on (U14). */
@customElement('tw-adds')
export class TwAdds extends Screen {
  static override styles = [
    base,
    unfold,
    css`
      button {
        touch-action: manipulation;
        -webkit-user-select: none;
        user-select: none;
      }
      summary {
        color: var(--accent);
      }
    `,
  ];

  @state() declare private text: MoneyWords | null;
  @state() declare private measuring: Measuring;
  readonly #measure = new AddsMeasure();
  #pressed = 0;

  constructor() {
    super();
    this.text = null;
    this.measuring = { kind: 'off' };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Without its words the card does not come; nothing waits for it.
    void wordsOf('money').then(
      (text) => (this.text = text),
      () => undefined,
    );
  }

  override willUpdate(): void {
    const grid = this.home.model.facts.grid.body;
    if (grid && this.#measure.hear(grid)) this.measuring = this.#measure.state;
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.text) return nothing;
    const { adds } = this.text;
    const on = this.#isOn;
    return html`<section class="card stack" aria-labelledby="adds">
      <h2 id="adds">${adds.title}</h2>
      <p role="status">${this.#said(this.text)}</p>
      <button aria-pressed=${on} @pointerdown=${this.#down} @pointerup=${this.#up} @contextmenu=${(event: Event) => event.preventDefault()} @click=${this.#click}>${on ? adds.stop : adds.start}</button>
      <details>
        <summary>${this.text.contents}</summary>
        <p class="quiet">${this.text.nowIncludes}</p>
      </details>
    </section>`;
  }

  get #isOn(): boolean {
    const { measuring } = this;
    return measuring.kind === 'result' ? measuring.open : measuring.kind !== 'off';
  }

  readonly #down = (): void => {
    this.#pressed = performance.now();
    if (!this.#isOn) this.#set(true);
    else this.#pressed = 0;
  };

  /** Let go after a hold: done. After a short press it goes on until the next. */
  readonly #up = (): void => {
    if (this.#pressed > 0 && performance.now() - this.#pressed < HOLD) return;
    this.#set(false);
  };

  /** The keyboard knows no holding: a press begins or ends. A pointer has been heard already. */
  readonly #click = (event: MouseEvent): void => {
    if (event.detail === 0) this.#set(!this.#isOn);
  };

  #set(on: boolean): void {
    if (on) this.#measure.start();
    else this.#measure.stop();
    this.measuring = this.#measure.state;
  }

  #said({ adds }: MoneyWords): string {
    const { measuring } = this;
    if (this.home.gridFreshness().kind !== 'fresh') return adds.none;
    if (measuring.kind === 'off') return adds.about;
    if (measuring.kind === 'listening') return adds.waiting;
    if (measuring.kind === 'switch-on') return adds.now;
    const { watts, give, unsure } = measuring.added;
    if (unsure) return measuring.open ? `${adds.now} ${adds.unsure}` : adds.unsure;
    const { tag } = this.words.language;
    const said = (watts < 0 ? adds.less : adds.result)(formatPower(tag, watts), formatPower(tag, give));
    const cost = watts > 0 ? this.#cost(watts) : null;
    return cost === null ? said : `${said} ${adds.costs(formatMoney(tag, cost, this.currency), formatMoney(tag, cost * 24, this.currency))}`;
  }

  /** Micro an hour at the price of now. */
  #cost(watts: number): number | null {
    const tariff = this.home.model.facts.tariff.body;
    const slot = tariff && priceAt(tariff, this.now)?.slot;
    return slot ? moneyRate(watts, slot) : null;
  }
}
