import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HomeEvent } from '#wire/message/bodies.ts';
import { verbOf } from '../format/act.ts';
import { optOut, runningSaid, type Place } from '../parts/attentionWords.ts';
import { deviceName } from '../format/doing.ts';
import { actsBefore } from '../format/eventActs.ts';
import { askedPower, isFirm, rewardOf } from '../format/event.ts';
import { overlapNames, receiptLines } from '../format/receipt.ts';
import { formatSpan } from '../format/span.ts';
import { formatClock, formatMoment } from '../format/time.ts';
import { placeOf, type HomeOnScreen } from '../parts/screen.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import type { TermsWords } from '../text/en/terms.ts';
import { eventStyle } from './style.ts';

/** So long after its end the readings still count, ms. */
const COUNTED_FOR = 2 * 3_600_000;

type Answer = 'join' | 'skip' | 'opt-out' | 'rejoin';

/** One offer or order: when, what happens at home, what it brings; what can be answered; and what came of it. */
@customElement('tw-event')
export class TwEvent extends LitElement {
  static override styles = [base, eventStyle];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare event: HomeEvent;
  @property({ attribute: false }) declare text: TermsWords;

  constructor() {
    super();
    new Watching(this, () => {
      const { devices, plan, contracts } = this.home.model.facts;
      return [devices, plan, contracts, this.home.model.outdated, this.home.requests.asked, this.home.pulse];
    });
  }

  override render(): TemplateResult {
    const { event } = this;
    const { words, titleOf } = this.#place;
    const { event: text } = this.text;
    const firm = isFirm(event);
    return html`<article class="card stack ${firm ? 'firm' : 'offer'} ${event.status}" aria-labelledby="title">
      <div class="row">
        <h2 id="title">${words.events.demand[event.demand]}</h2>
        <span class="mark">${firm ? text.firm(titleOf(event.issuer)) : text.offer(titleOf(event.issuer))}</span>
      </div>
      <p class="when">${this.#when()}</p>
      ${this.#countdown()} ${this.#facts(firm)} ${this.#before()} ${this.#choice(firm)} ${this.#receipt()}
    </article>`;
  }

  get #place(): Place {
    return placeOf(this.home);
  }

  #when(): string {
    const { words, zone } = this.#place;
    return this.text.event.when(formatMoment(words.language.tag, this.event.start, zone), formatClock(words.language.tag, this.event.end, zone));
  }

  #countdown(): TemplateResult | typeof nothing {
    const { words, now } = this.#place;
    const { status, start, end } = this.event;
    if (status === 'running') return html`<p class="countdown">${runningSaid(this.#place, this.event)}</p>`;
    if (now >= start || now >= end || status === 'cancelled') return nothing;
    return html`<p class="countdown">${this.text.event.notice(formatSpan(words, start - now))}</p>`;
  }

  #facts(firm: boolean): TemplateResult {
    const { words, currency } = this.#place;
    const { event } = this;
    const { event: text } = this.text;
    return html`<dl>
      ${this.#line(text.home, this.#effect())} ${firm ? this.#line(text.basis, event.basis ?? text.noBasis) : this.#line(text.reward, rewardOf(words, event, currency) ?? text.noReward)}
      ${event.text === null ? nothing : this.#line(text.sender, event.text)}
    </dl>`;
  }

  #effect(): string {
    const { words } = this.#place;
    const { event } = this;
    const known = this.home.model.facts.devices.body ?? [];
    if (event.devices.length === 0) return this.text.event.noDevices;
    const names = new Intl.ListFormat(words.language.tag).format(event.devices.map((id) => deviceName(known, id)));
    return this.text.event.effect[event.demand](names, askedPower(words, event));
  }

  #line(name: string, value: string): TemplateResult {
    return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  }

  /** Drawn as a part of the event, before it. */
  #before(): TemplateResult | typeof nothing {
    const { words, now, zone } = this.#place;
    const acts = now < this.event.end ? actsBefore(this.event, this.home.model.facts.plan.body?.acts ?? []) : [];
    if (acts.length === 0) return nothing;
    const clock = (at: number): string => formatClock(words.language.tag, at, zone);
    const devices = this.home.model.facts.devices.body ?? [];
    return html`<div class="before">
      <h3>${words.events.before}</h3>
      <ul>
        ${acts.map(({ device, interval, policy }) => html`<li>${words.events.act(words.plan.act[verbOf(policy)](deviceName(devices, device)), clock(interval.start), clock(interval.end))}</li>`)}
      </ul>
    </div>`;
  }

  /** Join and Skip are of one size and weight (U28); what binds has no button (U31). */
  #choice(firm: boolean): TemplateResult | typeof nothing {
    const { words, now } = this.#place;
    const { event: text } = this.text;
    const { status, end } = this.event;
    if (status === 'cancelled') return html`<p>${text.cancelled}</p>`;
    if (now >= end || status === 'over') return nothing;
    if (firm) return html`<p class="quiet">${text.noChoice}</p>`;
    switch (status) {
      case 'offered':
        return html`<div class="pair">${this.#button('join', text.join)} ${this.#button('skip', text.skip)}</div>`;
      case 'joined':
        return html`<p>${text.joined}</p>${this.#button('skip', text.leaveBefore)}`;
      case 'scheduled':
        return html`<p>${text.scheduled}</p>${this.#button('skip', text.leaveBefore)}`;
      case 'skipped':
        return html`<p>${text.skipped}</p>${this.#button('join', text.joinAfterAll)}`;
      case 'opted-out':
        return html`<p>${text.optedOut}</p>${this.#button('rejoin', text.rejoin)}`;
      case 'running':
        return html`<div>${this.#button('opt-out', words.events.optOut)}<p class="quiet">${text.consequence}</p></div>`;
    }
  }

  #button(answer: Answer, label: string): TemplateResult {
    const asking = this.home.requests.asked.value.some(({ body, progress }) => progress === 'queued' && body.kind === 'act' && body.act.kind === 'event-answer' && body.act.event === this.event.id);
    return html`<button ?disabled=${asking || this.home.model.outdated.value} @click=${() => this.#answer(answer)}>${asking ? this.text.event.asking : label}</button>`;
  }

  #answer(answer: Answer): void {
    const { does } = optOut(this.#place, this.event);
    const body = { kind: 'act', act: { kind: 'event-answer', event: this.event.id, answer } } as const;
    if (answer === 'opt-out' && does.kind === 'ask' && does.inverse) this.home.undo.put(does.inverse.said, body, does.inverse.body);
    void this.home.requests.ask(body, null);
  }

  #receipt(): TemplateResult | typeof nothing {
    const { words, currency, now } = this.#place;
    const { receipt, status, start, end } = this.event;
    const { receipt: text } = this.text;
    if (now < end && status !== 'over') return nothing;
    if (receipt === null) return status === 'over' || status === 'opted-out' ? html`<p class="quiet">${text.waiting}</p>` : nothing;
    return html`<section aria-labelledby="receipt">
      <h3 id="receipt">${text.title}</h3>
      ${now < end + COUNTED_FOR ? html`<p class="quiet">${text.waiting}</p>` : nothing}
      <dl class="receipt">${receiptLines(words, text, { receipt, start, end }, currency).map(([name, value]) => this.#line(name, value))}</dl>
      ${receipt.overlaps.length === 0 ? nothing : html`<p>${text.overlaps(new Intl.ListFormat(words.language.tag).format(overlapNames(text, receipt.overlaps)))}</p>`}
    </section>`;
  }
}
