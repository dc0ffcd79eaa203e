import { css, html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';

/** Native controls with their words, on targets of 48 px. */
export const choicesStyle = css`
  label {
    display: grid;
    gap: calc(var(--space) / 2);
  }
  label.check {
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: calc(var(--space) * 1.5);
    min-block-size: var(--target);
  }
  label.check input {
    inline-size: 1.5rem;
    block-size: 1.5rem;
    min-block-size: 0;
    min-inline-size: 0;
    accent-color: var(--accent);
  }
  select,
  input[type='text'],
  input[type='time'],
  input[type='url'] {
    background: var(--card);
    border: 1px solid var(--edge);
    padding-inline: var(--space);
    inline-size: 100%;
    min-inline-size: 0;
  }
  .steps {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: calc(var(--space) / 2) var(--space);
  }
  .steps > span {
    grid-column: 1 / -1;
  }
  .steps label {
    grid-auto-flow: column;
    justify-content: center;
    align-items: center;
  }
  .steps input {
    inline-size: 5rem;
    min-inline-size: 0;
    text-align: center;
    background: var(--card);
    border: 1px solid var(--edge);
  }
  .steps button {
    inline-size: auto;
  }
`;

const inputOf = (event: Event): HTMLInputElement | null => (event.target instanceof HTMLInputElement ? event.target : null);

/** On or off. */
export const check = (label: string, on: boolean, choose: (on: boolean) => void, about?: string): TemplateResult =>
  html`<div>
    <label class="check"><input type="checkbox" .checked=${on} @change=${(event: Event) => choose(inputOf(event)?.checked ?? on)} /><span>${label}</span></label>
    ${about === undefined ? nothing : html`<p class="quiet">${about}</p>`}
  </div>`;

export interface Option<T extends string | number> {
  readonly value: T;
  readonly name: string;
  /** Language of the name where it is another one than the page's. */
  readonly lang?: string;
}

/** One of several. */
export const pick = <T extends string | number>(label: string, options: readonly Option<T>[], chosen: T, choose: (value: T) => void): TemplateResult =>
  html`<label
    ><span>${label}</span>
    <select @change=${(event: Event) => choosePicked(event, options, choose)}>
      ${options.map(({ value, name, lang }) => html`<option value=${value} lang=${ifDefined(lang)} ?selected=${value === chosen}>${name}</option>`)}
    </select>
  </label>`;

function choosePicked<T extends string | number>({ target }: Event, options: readonly Option<T>[], choose: (value: T) => void): void {
  const option = target instanceof HTMLSelectElement ? options[target.selectedIndex] : undefined;
  if (option) choose(option.value);
}

export interface Steps {
  /** Percent. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Words of the two buttons. */
  readonly less: string;
  readonly more: string;
}

/** A share, by − and + and by typing percent: nothing has to be dragged (U47). @param value 1 = 100 %. */
export function percent(label: string, value: number, { min, max, step, less, more }: Steps, choose: (value: number) => void): TemplateResult {
  const shown = Math.round(value * 100);
  const put = (next: number): void => choose(Math.min(max, Math.max(min, next)) / 100);
  return html`<div class="steps" role="group" aria-label=${label}>
    <span>${label}</span>
    <button aria-label="${label}: ${less}" ?disabled=${shown <= min} @click=${() => put(shown - step)}>−</button>
    <label
      ><input type="number" inputmode="numeric" min=${min} max=${max} step=${step} aria-label=${label} .value=${String(shown)} @change=${(event: Event) => put(inputOf(event)?.valueAsNumber || shown)} /><span>%</span></label
    >
    <button aria-label="${label}: ${more}" ?disabled=${shown >= max} @click=${() => put(shown + step)}>+</button>
  </div>`;
}

/** A time of day, `HH:MM`. */
export const timeOfDay = (label: string, value: string, choose: (value: string) => void): TemplateResult =>
  html`<label><span>${label}</span><input type="time" .value=${value} @change=${(event: Event) => inputOf(event)?.value && choose(inputOf(event)?.value ?? value)} /></label>`;
