import type { StateEnvelope } from '#wire/envelope.ts';
import type { StateName } from '#wire/topics.ts';
import { LastingOutbox } from '../data/openOutbox.ts';
import { openDemoHome } from '../link/demoHome.ts';
import { MqttLink } from '../link/mqttLink.ts';
import { PortLink } from '../link/portLink.ts';
import type { HomeLink, LinkStatus } from '../link/link.ts';
import { mqttUrl } from '../link/address.ts';
import { randomId } from '../link/requestText.ts';
import type { Asking } from '../link/askHome.ts';
import type { Phones } from '../link/phones.ts';
import type { Records } from '../link/records.ts';
import type { PlanBridge } from '../planning/bridge.ts';
import type { StoredCredential } from '../data/credentials.ts';
import { badgeOf, type Badge } from './badge.ts';
import { DemoControls } from './demoControls.ts';
import { freshnessOf, type Freshness } from './freshness.ts';
import type { History } from './history.ts';
import { HomeModel } from './homeModel.ts';
import { Memory } from './memory.ts';
import type { PreferenceStore } from './preferences.ts';
import { Proposals, type Planner } from './proposals.ts';
import { queued, Requests, type Asked } from './requests.ts';
import { Store } from './store.ts';
import { Undo } from './undo.ts';

/** Which home this page shows. */
export type Choice =
  | { readonly kind: 'demo'; /** This build of the app shows nothing else. */ readonly only: boolean }
  | { readonly kind: 'gateway'; readonly credential: StoredCredential };

const nameOf = (choice: Choice): string => (choice.kind === 'demo' ? 'demo' : choice.credential.credential);

/** One home on this page: its facts, its copy on this phone, its link and what was asked of it. */
export class Session {
  readonly model: HomeModel;
  readonly status = new Store<LinkStatus>('idle');
  /** Counts seconds, so that ages on the screen move. */
  readonly pulse = new Store(0);
  readonly undo = new Undo(() => performance.now());
  readonly link: HomeLink;
  /** What can be tried out; null in a real home. */
  readonly demo: DemoControls | null;
  readonly #proposals: Proposals;
  #history: Promise<History> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  private constructor(
    readonly choice: Choice,
    readonly requests: Requests,
    readonly memory: Memory,
    private readonly base: URL,
    private readonly preferences: PreferenceStore,
  ) {
    this.model = new HomeModel(
      () => performance.now(),
      (name, envelope) => this.#keep(name, envelope),
    );
    const { link, demo } = linkFor(choice, base);
    this.link = link;
    this.demo = demo;
    this.#proposals = new Proposals(this.model, requests, this.link, openPlanner);
  }

  /** Shows at once what this phone remembers; the link is not started. */
  static async open(choice: Choice, base: URL, preferences: PreferenceStore): Promise<Session> {
    const memory = new Memory(nameOf(choice), () => Date.now());
    const [requests] = await Promise.all([openRequests(nameOf(choice)), memory.open()]);
    const session = new Session(choice, requests, memory, base, preferences);
    // The demo begins anew at each visit: what it said last time is not its present.
    if (choice.kind === 'gateway') await session.memory.restore(session.model);
    return session;
  }

  start(): void {
    this.link.onMessage((topic, payload) => this.model.receive(topic, payload));
    this.link.onStatus((status) => {
      this.model.clock.connected(status === 'connected');
      this.status.set(status);
      // A script that cannot be had now is asked for at the next connection.
      if (status === 'connected' && this.choice.kind === 'gateway') void this.history().catch(() => undefined);
    });
    this.requests.use(this.link);
    this.#proposals.start();
    this.#timer = setInterval(() => this.#beat(), 1_000);
    this.link.start();
    void this.requests.expire();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#proposals.stop();
    await this.link.stop();
    await this.memory.close();
  }

  /** What this phone and its home know of the past; its script is fetched when it is first wanted. */
  history(): Promise<History> {
    this.#history ??= this.#openHistory().catch((error: unknown) => {
      this.#history = undefined;
      throw error;
    });
    return this.#history;
  }

  /** Who else is let into this home; null in the demo. */
  async phones(): Promise<Phones | null> {
    const asking = this.#asking;
    return asking && new (await import('../link/phones.ts')).Phones(asking);
  }

  /** What its gateway keeps of it; null in the demo. */
  async records(): Promise<Records | null> {
    const asking = this.#asking;
    return asking && new (await import('../link/records.ts')).Records(asking);
  }

  /** What plans on this phone; its script is fetched when it is first wanted. */
  planner(): Promise<Planner> {
    return this.#proposals.planner();
  }

  gridFreshness(): Freshness {
    const { facts, clock } = this.model;
    const grid = facts.grid.body;
    return freshnessOf(grid?.at ?? null, clock.now(), grid?.period ?? 0, clock.pace);
  }

  badge(): Badge {
    const { link, grid } = this.model.facts;
    return badgeOf({ home: this.choice.kind, status: this.status.value, link: link.body, grid: grid.body, gridFreshness: this.gridFreshness() });
  }

  get #asking(): Asking | null {
    const { choice, base } = this;
    return choice.kind === 'demo' ? null : { base, credential: choice.credential, send: (input, init) => fetch(input, init) };
  }

  async #openHistory(): Promise<History> {
    const { openHistory } = await import('./openHistory.ts');
    const { choice, link, status, memory, model, preferences, base } = this;
    return openHistory({ credential: choice.kind === 'gateway' ? choice.credential : null, link, status, memory, model, preferences, base });
  }

  #keep(name: StateName, envelope: StateEnvelope): void {
    this.memory.keep(name, envelope);
    const today = this.model.facts.today.body;
    // A day of a clock that nobody has set is no day of this home.
    const isDated = this.model.facts.home.body?.clock.trust !== 'none';
    if (name === 'today' && today && isDated) void this.memory.keepDay(today, envelope.storeId);
  }

  #beat(): void {
    this.pulse.set(this.pulse.value + 1);
    this.undo.expire();
    if (queued(this.requests.asked.value).length > 0) void this.requests.expire();
  }
}

function linkFor(choice: Choice, base: URL): Pick<Session, 'link' | 'demo'> {
  if (choice.kind === 'gateway') return { link: new MqttLink({ url: mqttUrl(base), ...choice.credential }), demo: null };
  const link = new PortLink(openDemoHome);
  return { link, demo: new DemoControls(link) };
}

async function openPlanner(): Promise<PlanBridge> {
  const [{ PlanBridge }, { startPlanWorker }] = await Promise.all([import('../planning/bridge.ts'), import('../planning/worker.ts')]);
  return new PlanBridge(startPlanWorker);
}

/** One tab at a time sends; how a request ended is told to all. */
async function openRequests(home: string): Promise<Requests> {
  const channel = new BroadcastChannel(`tidewatt-requests-${home}`);
  const requests = new Requests({
    outbox: await LastingOutbox.open(),
    home,
    alone: (work) => navigator.locks.request('tidewatt-outbox', work),
    wall: () => Date.now(),
    newId: randomId,
    tell: (ended) => channel.postMessage(ended),
  });
  channel.addEventListener('message', (event: MessageEvent<Asked>) => requests.heard(event.data));
  return requests;
}
