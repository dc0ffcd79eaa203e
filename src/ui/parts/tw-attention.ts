import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PreferenceStore } from '../../state/preferences.ts';
import type { Deed, Said } from './attentionWords.ts';
import { goOnClick } from './going.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import type { HomeOnScreen } from './screen.ts';

/** A press that waits for its second one is forgotten after this, ms. */
const ARMED_FOR = 5_000;
/** Ids of notices that are remembered as read on this screen. */
const MOST_READ = 50;

/**
 * What can be done about the first thing that wants attention, and how many more there are.
 * @fires tw-go - CustomEvent<string>: show another screen.
 * @fires tw-next - Event: show what waits behind this one.
 */
@customElement('tw-attention')
export class TwAttention extends LitElement {
  static override styles = [
    base,
    css`
      .row {
        margin-block-start: var(--space);
        justify-content: flex-start;
      }
      p {
        line-height: 1.45;
      }
      .others {
        margin-inline-start: auto;
        font-size: var(--small);
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare preferences: PreferenceStore;
  @property({ attribute: false }) declare said: Said;
  /** How many more wait behind this one. */
  @property({ attribute: false }) declare others: number;
  @state() declare private armed: string;
  #disarm: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.armed = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#disarm);
  }

  override render(): TemplateResult {
    const { deeds, tone } = this.said;
    if (deeds.length === 0 && this.others === 0) return html`${nothing}`;
    return html`<div class="row">
      ${deeds.map((deed) => this.#button(deed, tone === 'urgent' || tone === 'offer'))}
      ${this.others > 0 ? html`<button class="others plain" @click=${() => this.dispatchEvent(new Event('tw-next'))}>${words().attention.others(this.others)}</button>` : nothing}
    </div>`;
  }

  #button(deed: Deed, main: boolean): TemplateResult {
    const { does, label, twice } = deed;
    if (does.kind === 'show') return html`<a class="button ${main ? 'main' : ''}" href=${does.screen} @click=${goOnClick(this, does.screen)}>${label}</a>`;
    const asking = does.kind === 'ask' && this.#isAsked(does.body);
    // Not `disabled`: the focus of a keyboard would be lost with every press.
    const waits = asking || this.home.model.outdated.value;
    return html`<button class=${main ? 'main' : ''} aria-disabled=${waits ? 'true' : nothing} @click=${() => (waits ? undefined : this.#press(deed))}>
      ${asking ? words().override.asking : this.armed === label && twice ? twice : label}
    </button>`;
  }

  #isAsked(body: unknown): boolean {
    const wanted = JSON.stringify(body);
    return this.home.requests.asked.value.some((one) => one.progress === 'queued' && JSON.stringify(one.body) === wanted);
  }

  #press({ does, label, twice }: Deed): void {
    if (twice && this.armed !== label) return this.#arm(label);
    this.armed = '';
    if (does.kind === 'read') return this.preferences.choose({ read: [...this.preferences.value.read, does.notice].slice(-MOST_READ) });
    if (does.kind !== 'ask') return;
    void this.home.requests.ask(does.body, null);
    if (does.inverse) this.home.undo.put(does.inverse.said, does.body, does.inverse.body);
  }

  #arm(label: string): void {
    this.armed = label;
    clearTimeout(this.#disarm);
    this.#disarm = setTimeout(() => (this.armed = ''), ARMED_FOR);
  }
}
