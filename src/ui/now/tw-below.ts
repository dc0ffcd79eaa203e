import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Screen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import '../parts/tw-balance.ts';
import '../parts/tw-flows.ts';
import './tw-adds.ts';
import './tw-so-far.ts';

/** What Now shows below its first view: where power flows, what is left at a prepayment meter, the sums so far, and what an appliance adds. */
@customElement('tw-below')
export class TwBelow extends Screen {
  static override styles = [base];

  override render(): TemplateResult {
    const { home, preferences } = this;
    return html`<div class="stack">
      <tw-flows class="card" .home=${home} .preferences=${preferences}></tw-flows>
      <tw-balance .home=${home} .preferences=${preferences}></tw-balance>
      <tw-so-far .home=${home} .preferences=${preferences}></tw-so-far>
      <tw-adds .home=${home} .preferences=${preferences}></tw-adds>
    </div>`;
  }
}
