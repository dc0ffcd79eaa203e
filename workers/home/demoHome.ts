import { accountsOf, type AccountsWanted } from '#domain/answers/accounts.ts';
import type { AccountsWantedEffect } from '#domain/answers/money.ts';
import type { Effect } from '#domain/machine/machine.ts';
import type { PlanProblem, Proposal } from '#domain/plan/problem.ts';
import { demoNow, hand, startDemo, stepDemo, warmUp, type Demo, type DemoParts, type Stepped } from '#domain/home/demo.ts';
import { DEMO_CONTRACT, DEMO_ISSUER, demoTariff } from '#domain/home/demoParts.ts';
import { dishesByMorning, nextFilling } from '#domain/home/householder.ts';
import type { SignalEvent } from '#domain/limit/event.ts';
import type { SignedEvent } from '#domain/signal/event.ts';
import type { Asker, RequestBodyOfKind, RequestReceived } from '#domain/wish/request.ts';
import { tariffState } from '#domain/tariff/price.ts';
import { after, floorTo, HOUR, instant, MINUTE, SECOND, type Instant } from '#domain/time/instant.ts';
import { localDay } from '#domain/time/zone.ts';
import { devicesBody } from '#wire/body/devices.ts';
import { limitBody } from '#wire/body/limit.ts';
import { NOTHING_SAID } from '#wire/body/nothingSaid.ts';
import { VERSION, type ReplyEnvelope } from '#wire/envelope.ts';
import { DEMO_CREDENTIAL, DEMO_HISTORY, DEMO_HISTORY_ANSWER, DEMO_LIMIT, DEMO_OFFER, DEMO_PAST, DEMO_SPEED, parseDemoQuestion, type DemoQuestion, type PortMessage } from '#wire/port.ts';
import { replyTopic, requestTopic, STATE_NAMES } from '#wire/topics.ts';
import { DemoPast } from './past.ts';
import { readRequest } from './request.ts';
import { Shelf } from './shelf.ts';
import { parseDemoLimit, parseDemoOffer, parseDemoSpeed, type DemoLimit, type DemoOffer } from './topics.ts';

/** What the demo home is given by the worker it runs in. */
export interface Surroundings {
  /** Another one at each start, so that what this home says is newer than all that an earlier one said. */
  readonly boot: string;
  send(message: PortMessage): void;
  /** Plans for a problem, in its own time. */
  plan(problem: PlanProblem): Promise<Proposal>;
  /** Running real ms. */
  clock(): number;
  /** A part failed and the home goes on without it: for whoever looks after the product. */
  failed(error: Error): void;
}

/** How far back the home has lived already when it is first seen. */
export const LIVED = 7 * 24 * HOUR;
/** Prices are shown this far ahead. */
const AHEAD = 48 * HOUR;
/** Real ms of work in one beat: a slow machine's home runs slower than asked, the page stays alive. */
const MOST_WORK = 120;
const PLANNER = 'demo-planner';
const PROPOSAL_LASTS = 60_000;
/** s for which an offer may be accepted by the gateway. */
const OFFER_GOOD_FOR = 600;

/** A simulated home, its gateway's machines and its clock, behind the messages of the wire. */
export class DemoHome {
  private readonly shelf: Shelf;
  private readonly past: DemoPast;
  /** The first moment that is seen. */
  private readonly seen: Instant;
  private demo: Demo;
  private speed = 1;
  /** Home ms that are due and not yet lived. */
  private due = 0;
  private sequence = 0;
  private requests = 0;
  private wanted: AccountsWanted = { purse: null, contract: null };
  private nextAccounts = 0;
  private planner: 'idle' | 'planning' | 'failed' = 'idle';
  private problem: PlanProblem | null = null;
  private nextDishes: Instant;
  private told: { readonly devices: unknown; readonly guard: unknown; readonly ladders: unknown; readonly rest: unknown; readonly minute: number; readonly day: string } = { devices: null, guard: null, ladders: null, rest: null, minute: 0, day: '' };

  /** @param at the home's first moment that is seen, ms UTC. */
  constructor(
    private readonly parts: DemoParts,
    private readonly around: Surroundings,
    at: number,
  ) {
    this.seen = instant(Math.floor(at / SECOND) * SECOND);
    this.shelf = new Shelf({ storeId: parts.boot, boot: around.boot });
    this.past = new DemoPast(parts.boot, parts.spec.zone, demoTariff(parts.spec.zone));
    this.demo = startDemo(parts, after(this.seen, -LIVED)).demo;
    this.nextDishes = nextFilling(this.seen, parts.spec.zone);
  }

  /** Lives a piece of the days before it is seen, and tells each of them. @returns whether it has arrived. */
  catchUp(): boolean {
    const until = this.around.clock() + MOST_WORK;
    while (this.demo.plant.at < this.seen && this.around.clock() <= until) this.hourOfThePast();
    const share = 1 - (this.seen - this.demo.plant.at) / LIVED;
    this.around.send({ topic: DEMO_PAST, payload: JSON.stringify({ share }) });
    return share === 1;
  }

  private hourOfThePast(): void {
    const { zone } = this.parts.spec;
    const next = instant(Math.min(this.seen, this.demo.plant.at + HOUR));
    this.demo = warmUp(this.parts, this.demo, next, (effects) => this.past.hear(effects));
    if (localDay(next, zone).date === localDay(after(next, HOUR), zone).date) return;
    this.shelf.put('today', this.demo.house.facts.today, next);
    this.flush();
  }

  /** Tells everything as it is now, once it has caught up. */
  start(): void {
    for (const [name, body] of Object.entries(NOTHING_SAID)) this.publish(name, body);
    this.publish('contracts', [DEMO_CONTRACT]);
    // Said once in a boot, which for this home lies days back.
    this.publish('advising', { on: false, since: null, days: [] });
    this.publish('arrivals', []);
    this.take(hand(this.parts, this.demo, 'house', { kind: 'tariff', tariff: demoTariff(this.parts.spec.zone) }));
    this.wish();
    this.second();
    this.tell();
    this.flush();
  }

  /** Lives on for a time that has passed outside. */
  beat(realMs: number): void {
    this.due += realMs * this.speed;
    const until = this.around.clock() + MOST_WORK;
    while (this.due >= SECOND && this.around.clock() < until) {
      this.due -= SECOND;
      this.second();
    }
    if (this.due >= SECOND) this.due = 0;
    this.tell();
    this.flush();
  }

  hear({ topic, payload }: PortMessage): void {
    // What it remembers can be asked of it while it still lives through its days.
    if (topic === DEMO_HISTORY) return void this.tellPast(parseDemoQuestion(payload));
    if (topic === requestTopic(DEMO_CREDENTIAL)) this.request(payload);
    if (topic === DEMO_LIMIT) this.limit(parseDemoLimit(payload));
    if (topic === DEMO_OFFER) this.offer(parseDemoOffer(payload));
    if (topic === DEMO_SPEED) this.setSpeed(parseDemoSpeed(payload));
    this.tell();
    this.flush();
  }

  private second(): void {
    this.take(stepDemo(this.parts, this.demo));
    if (this.demo.plant.at >= this.nextDishes) this.wish();
    if (this.demo.plant.at >= this.nextAccounts) this.reckon();
  }

  /** Its bills, purse and figures, as a gateway's house has them from its journal. */
  private reckon(): void {
    const { at } = this.demo.plant;
    const { zone } = this.parts.spec;
    this.nextAccounts = after(floorTo(at, HOUR / 2), HOUR / 2);
    const tariff = demoTariff(zone);
    this.take(hand(this.parts, this.demo, 'house', accountsOf({ ...this.wanted, slots: this.past.slots, stands: new Map(), others: [], tariffAt: () => tariff, zone, now: at })));
  }

  private take({ demo, outside }: Stepped): void {
    this.demo = demo;
    this.past.hear(outside.effects);
    for (const effect of outside.effects) if (isAccountsWanted(effect)) this.want(effect);
    for (const { name, body } of outside.published) this.publish(name, body);
    for (const { credential, requestId, outcome, reason } of outside.replies)
      if (credential === DEMO_CREDENTIAL) this.reply({ v: VERSION, id: requestId, outcome, reason });
    for (const { machine, event, error } of outside.faults) this.around.failed(new Error(`${machine} failed on ${event}`, { cause: error }));
    if (outside.planWanted) void this.plan();
  }

  /** Reckoned within the next second: not while an event is still on its way. */
  private want({ purse, contract }: AccountsWanted): void {
    this.wanted = { purse, contract };
    this.nextAccounts = 0;
  }

  private publish(name: string, body: unknown): void {
    const known = STATE_NAMES.find((one) => one === name);
    if (!known) return;
    // The only machine that publishes a problem is custody, and this is its type.
    if (known === 'problem') this.problem = body as PlanProblem | null;
    this.shelf.put(known, body, this.demo.plant.at);
  }

  private reply(envelope: ReplyEnvelope): void {
    this.around.send({ topic: replyTopic(DEMO_CREDENTIAL), payload: JSON.stringify(envelope) });
  }

  private request(payload: string): void {
    const read = readRequest(payload);
    if (read.ok) this.take(hand(this.parts, this.demo, 'house', { ...read.event, credential: DEMO_CREDENTIAL, role: 'phone' } satisfies RequestReceived));
    else if (read.id !== null) this.reply({ v: VERSION, id: read.id, outcome: 'refused', reason: read.reason });
  }

  /** Somebody has filled the dishwasher and wants it done by morning. */
  private wish(): void {
    const at = this.demo.plant.at;
    const revision = revisionOf(this.shelf.body('wishes'));
    const body = { kind: 'wish', wish: dishesByMorning(at, this.parts.spec.zone) } as const;
    this.ask('householder', 'phone', revision, body);
    this.nextDishes = nextFilling(after(at, SECOND), this.parts.spec.zone);
  }

  private ask<Body extends RequestBodyOfKind>(credential: string, role: Asker, revision: number | null, body: Body): void {
    const terms = { id: `${credential}-${++this.requests}`, revision, age: 0, timeToLive: PROPOSAL_LASTS, peer: 'current' } as const;
    this.take(hand(this.parts, this.demo, 'house', { kind: 'request-received', credential, role, request: terms, body, waited: 0 } satisfies RequestReceived<Body>));
  }

  private limit(limit: DemoLimit | undefined): void {
    if (!limit) return;
    const { wall } = demoNow(this.parts, this.demo);
    const value = limit.w === null ? { kind: 'none' } : { kind: 'limit', w: limit.w };
    const signal = { source: DEMO_ISSUER, sequence: ++this.sequence, direction: 'import', scope: 'site', value, start: wall, end: wall + limit.minutes * MINUTE };
    this.take(hand(this.parts, this.demo, 'control', { kind: 'signal', id: `demo-${this.sequence}`, signal } satisfies SignalEvent));
  }

  /** What an operator would have signed; its signature is the one thing that a demo leaves out. */
  private offer(offer: DemoOffer | undefined): void {
    if (!offer) return;
    const { wall } = demoNow(this.parts, this.demo);
    const id = `offer-${++this.sequence}`;
    const start = wall + offer.after * MINUTE;
    const times = { start: new Date(start).toISOString(), end: new Date(start + offer.minutes * MINUTE).toISOString() };
    const issued = Math.floor(wall / SECOND);
    const terms = { kind: 'event', id, demand: 'less-demand', firmness: 'overridable', target: { kind: 'all' }, power: 500, reward: { micro: 500_000, per: 'event' } };
    const claims = { iss: DEMO_ISSUER, aud: 'home', iat: issued, exp: issued + OFFER_GOOD_FOR, jti: id, seq: this.sequence, ...terms, ...times };
    this.take(hand(this.parts, this.demo, 'control', { kind: 'signed', id, issuer: DEMO_ISSUER, key: DEMO_ISSUER, may: 'all', claims } satisfies SignedEvent));
  }

  private async tellPast(question: DemoQuestion | undefined): Promise<void> {
    if (!question) return;
    const answer = await this.past.answer(question, this.demo.plant.at);
    this.around.send({ topic: DEMO_HISTORY_ANSWER, payload: JSON.stringify(answer) });
  }

  private setSpeed(speed: number | undefined): void {
    if (speed === undefined || speed === this.speed) return;
    this.speed = speed;
    this.tellHome();
  }

  /** One plan at a time; a problem that came meanwhile is planned next. */
  private async plan(): Promise<void> {
    if (this.planner === 'planning') return;
    this.setPlanner('planning');
    let failed = false;
    for (let problem = this.problem; problem; problem = this.problem?.revision === problem.revision ? null : this.problem) {
      try {
        const proposal = await this.around.plan(problem);
        failed = false;
        this.ask(PLANNER, 'planner', proposal.revision, { kind: 'proposal', proposal });
      } catch (error) {
        failed = true;
        this.around.failed(new Error('the planner failed', { cause: error }));
      }
    }
    this.setPlanner(failed ? 'failed' : 'idle');
    this.flush();
  }

  private setPlanner(planner: DemoHome['planner']): void {
    this.planner = planner;
    this.shelf.put('link', { meter: 'ok', internet: 'unused', storage: 'ok', planner, rejected: {} }, this.demo.plant.at);
  }

  private tellHome(): void {
    const { zone } = this.parts.spec;
    const clock = { wall: this.demo.plant.at, speed: this.speed, trust: 'synced' };
    this.shelf.put('home', { name: 'Demo', zone, currency: demoTariff(zone).currency, clock, source: 'simulated', gateway: this.parts.boot }, this.demo.plant.at);
  }

  /** What no machine publishes: who this home is, its prices, and control's word on devices and limits. */
  private tell(): void {
    const { at } = this.demo.plant;
    const { devices, guard, ladders, rest } = this.demo.control.facts;
    const minute = Math.floor(at / MINUTE);
    const day = localDay(at, this.parts.spec.zone);
    if (devices && devices !== this.told.devices) this.shelf.put('devices', devicesBody(devices), at);
    if (guard && guard !== this.told.guard) this.shelf.put('limit', limitBody(guard), at);
    if (ladders && ladders !== this.told.ladders) this.shelf.put('ladder', ladders, at);
    if (rest && rest !== this.told.rest) this.shelf.put('eventRest', rest, at);
    if (minute !== this.told.minute) this.tellHome();
    if (day.date !== this.told.day) this.shelf.put('tariff', tariffState(demoTariff(this.parts.spec.zone), { start: day.interval.start, end: after(day.interval.end, AHEAD) }), at);
    if (this.told.minute === 0) this.setPlanner(this.planner);
    this.told = { devices, guard, ladders, rest, minute, day: day.date };
  }

  private flush(): void {
    for (const message of this.shelf.changed()) this.around.send(message);
  }
}

const isAccountsWanted = (effect: Effect): effect is AccountsWantedEffect => effect.kind === 'accounts-wanted';

/** The revision of the wishes last published, 0 before. */
const revisionOf = (body: unknown): number => (typeof body === 'object' && body !== null && 'revision' in body && typeof body.revision === 'number' ? body.revision : 0);
