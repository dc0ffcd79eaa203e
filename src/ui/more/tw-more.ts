import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatCount } from '../format/power.ts';
import { formatMoment } from '../format/time.ts';
import { goOnClick } from '../parts/going.ts';
import { Screen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import { languageCodes } from '../text/words.ts';
import './tw-supply.ts';
import './tw-warnings.ts';

/**
 * Events, warnings, the supply, link and gateway, the demo home, language, about.
 * @fires tw-go - CustomEvent<string>: show another screen.
 * @fires tw-demo - CustomEvent<boolean>: open or leave the demo home.
 */
@customElement('tw-more')
export class TwMore extends Screen {
  static override styles = [
    base,
    css`
      dt {
        color: var(--quiet);
        font-size: var(--small);
      }
      select {
        background: var(--card);
        border: 1px solid var(--edge);
        padding-inline: var(--space);
        inline-size: 100%;
      }
      a.button {
        inline-size: 100%;
      }
      label {
        display: grid;
        gap: var(--space);
      }
    `,
  ];

  override render(): TemplateResult {
    const { more, badgeMeans } = this.words;
    const name = this.home.model.facts.home.body?.name ?? more.title;
    return html`<div class="stack">
      <h1>${more.sentence(name, badgeMeans[this.home.badge()])}</h1>
      <section class="card stack">
        <a class="button" href="history" @click=${goOnClick(this, 'history')}>${this.words.bar.history}</a>
        <a class="button" href="events" @click=${goOnClick(this, 'events')}>${this.words.events.open}</a>
      </section>
      <tw-warnings .home=${this.home} .preferences=${this.preferences}></tw-warnings>
      <tw-supply .home=${this.home}></tw-supply>
      ${this.#link()} ${this.#language()} ${this.#demo()}
      <section class="card stack"><h2>${more.about}</h2><p>${more.aboutText}</p></section>
    </div>`;
  }

  #link(): TemplateResult {
    const { more, waiting } = this.words;
    const { home, link } = this.home.model.facts;
    const fault = this.home.memory.fault.value;
    if (!home.body) return html`<section class="card"><h2>${more.link}</h2><p>${waiting}</p></section>`;
    const { speed, trust } = home.body.clock;
    const running = speed === 1 ? '' : `, ${more.speed(formatCount(this.words.language.tag, speed))}`;
    return html`<section class="card stack">
      <h2>${more.link}</h2>
      <dl>
        ${this.#line(more.gateway, home.body.gateway)} ${this.#line(more.source, more.sources[home.body.source])}
        ${this.#line(more.clock, `${formatMoment(this.words.language.tag, this.now, this.zone)} (${more.clockTrust[trust]}${running})`)}
        ${link.body ? this.#line(more.planner, more.planners[link.body.planner]) : nothing} ${this.#rejected(link.body?.rejected ?? {})}
      </dl>
      ${fault ? html`<p role="note">${more.memory[fault]}</p>` : nothing}
    </section>`;
  }

  #rejected(rejected: Readonly<Record<string, number>>): TemplateResult | typeof nothing {
    const counts = Object.entries(rejected).filter(([, count]) => count > 0);
    return counts.length === 0 ? nothing : this.#line(this.words.more.rejected, counts.map(([reason, count]) => `${reason}: ${count}`).join(', '));
  }

  #line(name: string, value: string): TemplateResult {
    return html`<div class="row"><dt>${name}</dt><dd>${value}</dd></div>`;
  }

  #language(): TemplateResult {
    const { more } = this.words;
    const chosen = this.preferences.value.language ?? '';
    const name = (code: string): string => new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
    return html`<section class="card">
      <label
        ><span>${more.language}</span>
        <select @change=${this.#speak}>
          <option value="" ?selected=${chosen === ''}>${more.automatic}</option>
          ${languageCodes().map((code) => html`<option value=${code} lang=${code} ?selected=${chosen === code}>${name(code)}</option>`)}
        </select>
      </label>
    </section>`;
  }

  #speak(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.preferences.choose({ language: event.target.value || null });
  }

  #demo(): TemplateResult | typeof nothing {
    const { more } = this.words;
    const { choice } = this.home;
    const open = choice.kind === 'demo';
    if (open && choice.only) return nothing;
    return html`<section class="card stack">
      <h2>${more.demo}</h2>
      <p>${more.demoAbout}</p>
      <button @click=${() => this.dispatchEvent(new CustomEvent('tw-demo', { detail: !open, bubbles: true, composed: true }))}>${open ? more.demoEnd : more.demoStart}</button>
    </section>`;
  }
}
