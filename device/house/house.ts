import { randomBytes } from 'node:crypto';
import { houseMachines, type HouseEffect, type HouseEvent } from '#domain/home/house.ts';
import { priceSources, type Given } from '#domain/tariff/sources.ts';
import type { Now } from '#domain/time/now.ts';
import type { Asker } from '#domain/wish/request.ts';
import { typedTariffs } from '#domain/wish/typedTariffs.ts';
import { devicesBody } from '#wire/body/devices.ts';
import { limitBody } from '#wire/body/limit.ts';
import { NOTHING_SAID } from '#wire/body/nothingSaid.ts';
import { VERSION, type ReplyEnvelope } from '#wire/envelope.ts';
import type { StateName } from '#wire/topics.ts';
import { replyTopic, STATE_NAMES } from '#wire/topics.ts';
import type { FromControl, FromHouse } from '../channel.ts';
import { Accounts } from './accounts.ts';
import { Archive } from './archive.ts';
import { BrokerLink } from './brokerLink.ts';
import { HomeTime } from './homeTime.ts';
import { householdBody } from './householdBody.ts';
import type { IntervalRecord } from '#domain/ledger/accounting.ts';
import { pricedSlot } from '#domain/ledger/pricedSlot.ts';
import { LinkState } from './linkState.ts';
import { log } from './log.ts';
import { HouseLoop } from './loop.ts';
import { Memory } from './memory.ts';
import { safetyOf, type HouseOptions } from './options.ts';
import type { HomePrices } from './prices/homePrices.ts';
import type { CredentialFile } from './pairing/credentialFile.ts';
import { Operators } from './operators.ts';
import { Outlook } from './outlook.ts';
import { Publisher } from './publisher.ts';
import { readRequest } from './requestInbox.ts';
import { StallWatch } from './stall.ts';

/** Real ms. */
const KEEP_EVERY = 60_000;
const TELL_HOME_EVERY = 10_000;
/** Events that wait for control's first word of the time. */
const MOST_EARLY = 256;

const isStateName = (name: string): name is StateName => STATE_NAMES.some((known) => known === name);

export interface HouseParts {
  readonly options: HouseOptions;
  readonly prices: HomePrices;
  readonly credentials: CredentialFile;
  readonly storageModule: URL;
  readonly tell: (message: FromHouse) => void;
}

/** House's machines with everything around them: what control and phones say comes in, what the machines want goes out. */
export class House {
  readonly #time = new HomeTime(randomBytes(4).toString('hex'));
  readonly #stall = new StallWatch();
  readonly #publisher: Publisher;
  readonly #broker: BrokerLink;
  readonly archive: Archive;
  readonly #accounts: Accounts;
  readonly #memory: Memory;
  readonly #loop: HouseLoop;
  readonly #outlook: Outlook;
  readonly #link = new LinkState((body) => this.#publisher.publish('link', body));
  readonly #operators: Operators;
  readonly #early: HouseEvent[] = [];
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  #mayBegin = false;
  #running = false;
  #webSocketPort: number | null = null;
  #atHand: (() => void) | undefined;

  constructor(private readonly parts: HouseParts) {
    const { options } = parts;
    this.#operators = new Operators({
      stateDir: options.stateDir,
      tariff: (at) => parts.prices.tariffAt(at ?? this.#time.now()?.wall ?? null),
      tell: parts.tell,
      publish: (topic, payload) => this.#broker.reply(topic, payload),
      now: () => this.#time.now()?.wall ?? null,
      message: (id, issuer, body) => this.#feed({ kind: 'message', id, issuer, body }),
      tariffChanged: () => this.#outlook.forget(),
    });
    this.#publisher = new Publisher({ send: (topic, payload, retain) => this.#broker.send(topic, payload, retain), fault: (name, reason) => this.#link.reject(`${name}-${reason}`) }, () => this.#stamp());
    this.#outlook = new Outlook({ options, tariff: () => this.#operators.tariff, tally: () => this.#loop.facts.tally, time: this.#time, publisher: this.#publisher, beside: (at) => parts.prices.besideAt(at), newDay: (tariff) => this.#loop.dispatch({ kind: 'tariff', tariff }) });
    this.#broker = new BrokerLink({ connected: () => this.#publisher.again(), request: (topic, payload) => this.#hearRequest(topic, payload), signal: (topic, jws) => this.#operators.hear(topic, jws) });
    this.#memory = new Memory({
      options,
      module: parts.storageModule,
      time: this.#time,
      link: this.#link,
      loop: () => this.#loop,
      tell: parts.tell,
      opened: (isFirst) => this.#opened(isFirst),
    });
    this.archive = new Archive({ storage: this.#memory.storage, storeId: () => this.storeId, zone: options.zone, tariff: (at) => (at === undefined ? this.#operators.tariff : this.#operators.tariffAt(at)) });
    this.#accounts = new Accounts({
      archive: this.archive,
      zone: options.zone,
      tariffAt: (at) => this.#operators.tariffAt(at),
      othersAt: (at) => parts.prices.othersAt(at),
      flush: () => this.#memory.storage.flush(),
      said: (event) => this.#feed(event),
      failed: (error) => log(`the accounts wait: ${error instanceof Error ? error.message : String(error)}`),
    });
    this.#loop = new HouseLoop(houseMachines({ zone: options.zone, safety: safetyOf(options), prices: [typedTariffs({ zone: options.zone, currency: this.#operators.tariff.currency }), priceSources] }), {
      now: () => this.#now(),
      perform: (effect) => this.#perform(effect),
      faults: (faults) => faults.forEach(({ machine, event, error }) => this.#fault(`${machine} threw at ${event}`, error)),
    });
    // Before control is heard: what it says stands over it.
    for (const [name, body] of Object.entries(NOTHING_SAID)) if (isStateName(name)) this.#publisher.publish(name, body);
  }

  get storeId(): string {
    return this.#memory.storeId ?? 'not-open-yet';
  }

  /** Home's wall time, ms UTC; that of the machine before control has said it. */
  get wall(): number {
    return this.#time.now()?.wall ?? Date.now();
  }

  get webSocketPort(): number | null {
    return this.#webSocketPort;
  }

  /** Resolves when the store is open, or when it takes too long: the home goes on without it. @param within real ms. */
  async start(within: number): Promise<void> {
    const opened = new Promise<void>((resolve) => (this.#atHand = resolve));
    this.#memory.storage.start();
    this.#timers.push(setInterval(() => this.#memory.keep(), KEEP_EVERY), setInterval(() => this.#outlook.tellHome(), TELL_HOME_EVERY));
    const timer = setTimeout(() => this.#atHand?.(), within);
    await opened;
    clearTimeout(timer);
    this.#atHand = undefined;
    this.#mayBegin = true;
    this.#begin();
    this.parts.prices.start({
      now: () => this.#time.now()?.wall ?? null,
      changed: () => this.#outlook.forget(),
      told: (gives, reason) => this.#toldBySource(gives, reason),
      reached: (isReached) => this.#link.set({ internet: isReached ? 'ok' : 'failed' }),
    });
  }

  /** States kept, telemetry flushed: nothing is lost that a minute would have brought. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.parts.prices.stop();
    this.#stall.stop();
    this.#publisher.stop();
    await Promise.all([this.#operators.stop(), this.#memory.close(), this.#broker.stop()]);
  }

  /** Everything that the home remembers is removed; the process must end then, so that nothing kept in memory is stored again. @throws when storage is down. */
  async erase(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#running = false;
    this.parts.prices.stop();
    await this.#memory.erase();
    this.parts.prices.erase();
    this.#operators.erase();
  }

  hear(message: FromControl): void {
    switch (message.type) {
      case 'now':
        this.#time.hear(message.now, message.speed);
        return this.#tick();
      case 'reading':
        this.#time.hear(message.now, this.#time.speed);
        this.#memory.storage.addReading(message.reading);
        return this.#feed({ kind: 'reading', reading: message.reading });
      case 'meter':
        return this.#link.meter(message.state, message.rejected, message.isUnseen ?? false);
      case 'devices':
        this.#publisher.publish('devices', devicesBody(message.devices));
        return this.#feed({ kind: 'devices', devices: message.devices });
      case 'guard':
        this.#publisher.publish('limit', limitBody(message.guard));
        this.#feed({ kind: 'guard', guard: message.guard });
        return this.#feed({ kind: 'limits', limits: message.guard.limits });
      case 'store':
        return this.#memory.storeOfControl(message.id, message.record);
      case 'broker':
        this.#webSocketPort = message.webSocketPort;
        return this.#broker.moveTo(message.mqttPort, message.secret);
      case 'planner':
        return this.#link.set({ planner: message.state });
      case 'act-answer':
        return this.#feed({ kind: 'act-answered', id: message.id, outcome: message.outcome, reason: message.reason });
      case 'calls':
        return this.#feed({ kind: 'calls', calls: message.calls });
      case 'event-rest':
        return this.#publisher.publish('eventRest', message.rest);
      case 'household':
        return this.#publisher.publish('household', householdBody(message.household, this.parts.options.source));
      case 'ladders':
        return this.#publisher.publish('ladder', message.ladders);
      case 'forward':
        return this.#operators.forwarded(message);
      case 'contracts':
        this.#operators.setContracts(message.contracts);
        return this.#publisher.publish('contracts', message.contracts);
      case 'operator-brokers':
        return this.#operators.connect(message.brokers);
      case 'signal-answer':
        return this.#operators.answered(message);
      case 'stop':
        return;
    }
  }

  /** @throws when control has not said the time: no event is routed before. */
  #now(): Now {
    const now = this.#time.now();
    if (!now) throw new Error('an event was routed before control said the time');
    return now;
  }

  #feed(event: HouseEvent): void {
    if (this.#running) return this.#loop.dispatch(event);
    // The newest matter: a device list or reading replaces what was said before the start anyway.
    this.#early.push(event);
    if (this.#early.length > MOST_EARLY) this.#early.shift();
  }

  /** Goes on from the kept states, once the time and, if it can be had, the store are there. */
  #begin(): void {
    const now = this.#time.now();
    if (this.#running || !this.#mayBegin || !now) return;
    this.#running = true;
    this.#restore(now);
    this.#tick();
    for (const event of this.#early.splice(0)) this.#loop.dispatch(event);
  }

  #restore(now: Now): void {
    this.#memory.restore(now);
    this.#loop.dispatch({ kind: 'price-sources', sources: this.parts.prices.setUp });
    this.#outlook.forget();
  }

  /** A day begins under the tariff of the day before: what another one changes is told after that. */
  #tick(): void {
    if (!this.#running) return this.#begin();
    this.#loop.dispatch({ kind: 'tick' });
    this.#outlook.at(this.#now().wall);
    this.#accounts.at(this.#now().wall);
  }

  #toldBySource(gives: Given, reason: string | null): void {
    this.#feed({ kind: 'price-source-said', gives, reason });
    this.#outlook.again();
  }

  #perform(effect: Exclude<HouseEffect, { kind: 'admit' }>): void {
    switch (effect.kind) {
      case 'store':
        return this.#memory.store(effect.id, effect.record);
      case 'publish':
        return isStateName(effect.name) ? this.#publisher.publish(effect.name, effect.body) : this.#fault('a machine published an unknown state', effect.name);
      case 'reply':
        return this.#reply(effect.credential, { v: VERSION, id: effect.requestId, outcome: effect.outcome, reason: effect.reason });
      case 'acts':
        return this.parts.tell({ type: 'acts', revision: effect.revision, acts: effect.acts });
      case 'pause':
        return this.parts.tell({ type: 'pause', until: effect.until, on: effect.on });
      case 'ask-control':
        return this.parts.tell({ type: 'act', id: effect.id, act: effect.act });
      case 'plan-wanted':
        return this.parts.tell({ type: 'plan-wanted' });
      case 'interval':
        return this.#memory.storage.addSlot(this.#priced(effect.record));
      case 'typed-tariffs':
        this.parts.prices.setTyped(effect.typed, this.#now().wall);
        return this.#outlook.forget();
      case 'high-use':
        return this.parts.tell({ type: 'high-use', alarm: effect.alarm });
      case 'accounts-wanted':
        return this.#accounts.want(effect);
      case 'excursion':
        return this.#memory.storage.addExcursion(effect.record);
      case 'forwarded':
        return this.parts.tell({ type: 'forwarded', id: effect.forward, outcome: effect.outcome, reason: effect.reason });
      case 'register-break':
        return this.#link.reject('register-break');
    }
  }

  /** By the tariff that held when it began. */
  #priced(record: IntervalRecord): ReturnType<typeof pricedSlot> {
    const tariff = this.#operators.tariffAt(record.start);
    return pricedSlot(record, tariff, tariff.currency);
  }

  #reply(credential: string, reply: ReplyEnvelope): void {
    this.#broker.reply(replyTopic(credential), JSON.stringify(reply));
  }

  #hearRequest(topic: string, payload: string): void {
    const read = readRequest(topic, payload, (credential) => this.#roleOf(credential), Math.max(this.#stall.waited(), this.#broker.waited()));
    if (read.ok) this.#feed(read.event);
    else this.#link.reject(read.reason);
  }

  #roleOf(credential: string): Asker | undefined {
    if (credential === 'planner') return 'planner';
    return this.parts.credentials.credentials.some(({ name, role }) => name === credential && role === 'phone') ? 'phone' : undefined;
  }

  #opened(isFirst: boolean): void {
    // Opened only after the home had begun without it: nothing was acknowledged meanwhile, what was kept stands.
    if (isFirst && this.#running) this.#restore(this.#now());
    this.#atHand?.();
  }

  #stamp(): { storeId: string; boot: string; time: number } | undefined {
    const now = this.#time.now();
    const { storeId } = this.#memory;
    return now && storeId !== undefined ? { storeId, boot: now.boot, time: now.wall } : undefined;
  }

  #fault(what: string, error: unknown): void {
    log(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    this.#link.reject('house-fault');
  }
}
