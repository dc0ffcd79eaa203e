import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PRODUCT_VERSION } from '#domain/home/version.ts';
import { words } from '../text/words.ts';
import { Section } from './section.ts';

/** Which version the app is of, and which the gateway (U42). */
@customElement('tw-versions')
export class TwVersions extends Section {
  override render(): TemplateResult {
    const { about } = this.text;
    const gateway = this.home.choice.kind === 'demo' ? null : (this.home.model.facts.home.body?.gateway ?? words().unknown);
    return html`<section class="card stack" aria-labelledby="versions">
      <h2 id="versions">${about.title}</h2>
      <dl>${line(about.app, PRODUCT_VERSION)} ${gateway === null ? '' : line(about.gateway, gateway)} ${line(about.changes, about.first)}</dl>
      <p class="quiet">${about.updates}</p>
    </section>`;
  }
}

const line = (name: string, value: string): TemplateResult => html`<div class="row"><dt>${name}</dt><dd>${value}</dd></div>`;
