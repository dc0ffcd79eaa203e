import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Household } from '#wire/message/bodies.ts';
import { formatPower } from '../format/power.ts';
import { millionths } from '../format/typedAmount.ts';
import type { HomeOnScreen } from '../parts/screen.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import { unfold } from '../style/unfold.ts';
import type { WarningsWords } from '../text/en/warnings.ts';
import { words } from '../text/words.ts';

/** W; no roof of a home gives more. */
const MOST = 1_000_000;

/** What the home generates beside its devices: with it a meter that is turned round is found out by its first reading. */
@customElement('tw-generation')
export class TwGeneration extends LitElement {
  static override styles = [
    base,
    unfold,
    css`
      form,
      label {
        display: grid;
        gap: var(--space);
      }
      input {
        background: var(--card);
        border: 1px solid var(--edge);
        padding-inline: var(--space);
        color: var(--ink);
        font-size: var(--body);
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare text: WarningsWords['supply'];
  @state() declare private wrong: boolean;

  constructor() {
    super();
    this.wrong = false;
    new Watching(this, () => [this.home.model.facts.household, this.home.model.outdated]);
  }

  override render(): TemplateResult | typeof nothing {
    const household = this.home.model.facts.household.body;
    return household?.generation === undefined ? nothing : this.#known(household, household.generation);
  }

  #known({ generationByFile, meterDoubted }: Household, generation: number | null): TemplateResult {
    const { generation: said, doubted } = this.text;
    return html`${meterDoubted ? html`<p role="status"><strong>${doubted}</strong></p>` : nothing}
      <p>${this.#said(generation)} ${generationByFile ? said.byFile : nothing}</p>
      ${generationByFile ? nothing : this.#asked(generation)}`;
  }

  #said(generation: number | null): string {
    const { unchecked, generation: said } = this.text;
    if (generation === null) return unchecked;
    return generation === 0 ? said.nothing : said.atMost(formatPower(words().language.tag, generation));
  }

  #asked(generation: number | null): TemplateResult {
    const { generation: said } = this.text;
    const form = html`<form novalidate @submit=${this.#say}>
      <p>${said.question}</p>
      <label>${said.most}<input name="most" inputmode="decimal" autocomplete="off" aria-invalid=${this.wrong ? 'true' : 'false'} .defaultValue=${generation ? String(generation / 1_000) : ''} /></label>
      <button class="main" ?disabled=${this.home.model.outdated.value}>${said.say}</button>
      <button type="button" ?disabled=${this.home.model.outdated.value} @click=${() => this.#ask(0)}>${said.none}</button>
    </form>`;
    return generation === null ? form : html`<details><summary>${said.change}</summary>${form}</details>`;
  }

  readonly #say = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = new FormData(event.target as HTMLFormElement).get('most');
    const watts = (millionths(String(typed ?? '')) ?? NaN) / 1_000;
    this.wrong = !(watts >= 0 && watts <= MOST);
    if (!this.wrong) this.#ask(watts);
  };

  #ask(watts: number): void {
    void this.home.requests.ask({ kind: 'act', act: { kind: 'generation', watts } }, null);
  }
}
