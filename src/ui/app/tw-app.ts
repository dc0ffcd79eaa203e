import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { App } from '../../state/app.ts';
import { unseenWarning } from '../../state/attention.ts';
import type { Badge } from '../../state/badge.ts';
import type { Session } from '../../state/session.ts';
import { standingUndo } from '../../state/undo.ts';
import { sayAttention } from '../parts/attentionWords.ts';
import type { TwOverride } from '../override/tw-override.ts';
import { placeOf } from '../parts/screen.ts';
import '../parts/tw-attention.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import { appStyle } from './style.ts';
import type { AlarmSound } from './alarmSound.ts';
import { isRoute, type Route, type Router } from './router.ts';
import { SCREENS } from './screens.ts';
import './tw-badge.ts';
import './tw-bar.ts';

/** What the first frame can do without comes right after it. */
const LATER = {
  answers: () => import('./tw-answers.ts'),
  speech: () => import('./tw-speech.ts'),
  tryOut: () => import('../demo/tw-try.ts'),
  welcome: () => import('../setup/tw-welcome.ts'),
  help: () => import('../help/tw-help.ts'),
  ownHome: SCREENS.own.load,
  /** Looked at most of the screens of the bar: the tap finds it here. */
  today: SCREENS.today.load,
} satisfies Readonly<Record<string, () => Promise<unknown>>>;

type Loading = 'loading' | 'ready' | 'failed';
type Drawn = TemplateResult | typeof nothing;

/** The frame of the app: who is shown, the screen, the bar. */
@customElement('tw-app')
export class TwApp extends LitElement {
  static override styles = [base, appStyle];

  @property({ attribute: false }) declare app: App;
  @property({ attribute: false }) declare router: Router;
  /** Language shown; a change draws everything anew. */
  @property() declare spoken: string;
  @state() declare private loading: Loading;
  @state() declare private sheetReady: boolean;
  @state() declare private helpOpen: boolean;
  @query('main') declare private main: HTMLElement;
  @query('tw-override') declare private sheet: TwOverride | null;

  #alarm: AlarmSound | undefined;
  #screen: Route | undefined;
  /** Of LATER: true when it is here, false as long as it comes. */
  readonly #here = new Map<keyof typeof LATER, boolean>();
  /** The session whose link is watched. */
  #shown: Session | null = null;
  #release: () => void = () => undefined;

  constructor() {
    super();
    this.loading = 'loading';
    this.sheetReady = false;
    this.helpOpen = false;
    new Watching(this, () => [this.app.session, this.app.welcome, this.app.update, this.app.preferences, this.router.route]);
    this.addEventListener('tw-go', (event) => this.#go((event as CustomEvent<unknown>).detail));
    this.addEventListener('tw-forget', (event) => void this.app.forget((event as CustomEvent<boolean | undefined>).detail === true));
    this.addEventListener('tw-link', (event) => void this.app.begin((event as CustomEvent<string>).detail, false));
    this.addEventListener('tw-demo', (event) => void this.app.demo((event as CustomEvent<boolean>).detail));
  }

  override firstUpdated(): void {
    void import('./alarmSound.ts').then(({ AlarmSound }) => (this.#alarm = new AlarmSound(this.app.preferences)));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
  }

  override willUpdate(): void {
    this.#follow(this.app.session.value);
    this.#open(this.router.route.value);
  }

  override render(): TemplateResult {
    const session = this.app.session.value;
    return html`${keyed(this.spoken, session ? this.#home(session) : this.#welcome())}`;
  }

  #welcome(): TemplateResult {
    return html`${this.#header(nothing, nothing)}${this.#noHome()}${this.#help(this.#isOwn ? 'own' : 'welcome', 'not-paired')}`;
  }

  /** Without a gateway, a person's own file. */
  get #isOwn(): boolean {
    return this.router.route.value === 'own' || this.app.preferences.value.own;
  }

  #noHome(): TemplateResult {
    const { welcome, preferences } = this.app;
    if (this.loading === 'failed') return html`<main>${this.#failed()}</main>`;
    if (welcome.value === 'opening') return html`<main></main>`;
    if (this.#isOwn) return html`<main tabindex="-1">${this.#isHere('ownHome', () => (this.loading = 'failed')) ? html`<tw-own-home .preferences=${preferences}></tw-own-home>` : nothing}</main>`;
    return html`<main>${this.#isHere('welcome', () => (this.loading = 'failed')) ? html`<tw-welcome .state=${welcome.value} .preferences=${preferences}></tw-welcome>` : nothing}</main>`;
  }

  /** Help stands at its end on every screen, whatever is said before it (U49). What comes later or says more has its room. */
  #header(said: Drawn, aloud: Drawn): TemplateResult {
    return html`<header>
      <div class="who">${said}</div>
      <div class="tools">${aloud}<button class="plain" aria-haspopup="dialog" @click=${() => (this.helpOpen = true)}>${words().help}</button></div>
    </header>`;
  }

  #help(screen: Route | 'welcome', badge: Badge): TemplateResult | typeof nothing {
    if (!this.helpOpen || !this.#isHere('help', () => this.#withoutHelp())) return nothing;
    return html`<tw-help .screen=${screen} .badge=${badge} .preferences=${this.app.preferences} @tw-closed=${() => (this.helpOpen = false)}></tw-help>`;
  }

  #home(session: Session): TemplateResult {
    const route = this.router.route.value;
    if (route === 'wall') return html`<main tabindex="-1">${keyed(session, this.#content(route, session))}</main>`;
    const name = session.model.facts.home.body?.name ?? 'Tidewatt';
    return html`<div class="frame">
      ${this.#header(html`<span class="home">${name}</span><tw-badge .badge=${session.badge()}></tw-badge>`, this.#isHere('speech') ? html`<tw-speech .home=${session} .preferences=${this.app.preferences}></tw-speech>` : nothing)}
      <main tabindex="-1">${keyed(session, this.#content(route, session))} ${route === 'now' ? html`${this.#tryOut(session)} ${this.#setUp()}` : nothing}</main>
      ${route === 'now' ? nothing : this.#warning(session)}
      <tw-bar .router=${this.router} .route=${route} .simple=${this.app.preferences.value.simple} .mirrored=${this.app.preferences.value.mirrored} @tw-override=${() => void this.#override()}></tw-bar>
      ${this.sheetReady ? html`<tw-override .home=${session}></tw-override>` : nothing}
      ${this.#help(route, session.badge())} ${this.#answers(session)}
    </div>`;
  }

  /** A part that comes later is not drawn before: what it is given would not reach it. @param failed it cannot be had. */
  #isHere(part: keyof typeof LATER, failed: () => void = () => undefined): boolean {
    const here = this.#here.get(part);
    if (here !== undefined) return here;
    this.#here.set(part, false);
    void LATER[part]().then(() => {
      this.#here.set(part, true);
      this.requestUpdate();
    }, failed);
    return false;
  }

  #answers(session: Session): TemplateResult | typeof nothing {
    void this.#isHere('today');
    if (!this.#isHere('answers')) return nothing;
    return html`<tw-answers
      .asked=${session.requests.asked.value}
      .undo=${standingUndo(session.undo.offer.value, session.requests.asked.value)}
      .newer=${this.app.update.value}
      .outdated=${session.model.outdated.value}
      .older=${session.model.gatewayOlder.value}
      @tw-read=${(event: CustomEvent<string>) => session.requests.dismiss(event.detail)}
      @tw-undo=${() => this.#undo(session)}
    ></tw-answers>`;
  }

  #content(route: Route, session: Session): TemplateResult | typeof nothing {
    if (this.loading === 'ready') return SCREENS[route].draw(session, this.app.preferences);
    if (this.loading === 'loading') return nothing;
    return this.#failed();
  }

  #failed(): TemplateResult {
    return html`<div class="stack"><h1>${words().screenFailed}</h1><button class="main" @click=${() => location.reload()}>${words().tryAgain}</button></div>`;
  }

  /** The first number stands; what is left of the first run can wait, and be put away. */
  #setUp(): TemplateResult | typeof nothing {
    const { preferences } = this.app;
    const { more } = words();
    if (preferences.value.setup === null || preferences.value.setup === 'done') return nothing;
    return html`<section class="card stack set-up" aria-label=${words().bar.setup}>
      <p>${more.setup}</p>
      <button @click=${() => this.router.go('setup')}>${more.setupOpen}</button>
      <button class="plain" @click=${() => preferences.choose({ setup: 'done' })}>${more.setupLater}</button>
    </section>`;
  }

  /** What cannot wait stands over every other screen until it was seen; on Now it has its own place. */
  #warning(session: Session): TemplateResult | typeof nothing {
    const place = placeOf(session);
    const first = unseenWarning(session.model.facts, place.now);
    if (first === null) return nothing;
    const said = sayAttention(place, first);
    return html`<section class="warning card" aria-label=${words().attention.title}>
      <p>${said.sentence}</p>
      <tw-attention .home=${session} .preferences=${this.app.preferences} .said=${said} .others=${0}></tw-attention>
    </section>`;
  }

  /** The next press tries again. */
  #withoutHelp(): void {
    this.#here.delete('help');
    this.helpOpen = false;
    this.loading = 'failed';
  }

  /** The sheet is fetched when it is first wanted, at the latest; one that cannot be had says so. */
  async #override(): Promise<void> {
    const loaded = await import('../override/tw-override.ts').then(
      () => true,
      () => false,
    );
    if (!loaded) return void (this.loading = 'failed');
    this.sheetReady = true;
    await this.updateComplete;
    this.sheet?.open();
  }

  #undo(session: Session): void {
    const offer = session.undo.offer.value;
    if (!offer) return;
    session.undo.clear();
    void session.requests.ask(offer.inverse, session.model.facts.wishes.body?.revision ?? null);
  }

  /** Fetched when a demo home is open: a real one never needs it. */
  #tryOut(session: Session): TemplateResult | typeof nothing {
    return session.demo && this.#isHere('tryOut') ? html`<tw-try .home=${session} .demo=${session.demo}></tw-try>` : nothing;
  }

  #go(route: unknown): void {
    if (isRoute(route)) this.router.go(route);
  }

  #follow(session: Session | null): void {
    if (session === this.#shown) return;
    this.#release();
    this.#shown = session;
    const watched = session ? [session.status, session.pulse, session.requests.asked, session.undo.offer, session.model.facts.home, session.model.facts.link, session.model.outdated] : [];
    const releases = watched.map((one) => one.watch(() => this.requestUpdate()));
    if (session) releases.push(session.pulse.watch(() => this.#alarm?.beat(session)));
    if (session) releases.push(session.model.outdated.watch(() => void this.#lookForUpdate()));
    this.#release = () => releases.forEach((release) => release());
  }

  async #lookForUpdate(): Promise<void> {
    const { lookForUpdate } = await import('../../pwa/install.ts');
    await lookForUpdate(this.app.base);
  }

  #open(route: Route): void {
    if (route === this.#screen) return;
    const first = this.#screen === undefined;
    this.#screen = route;
    document.title = `${words().bar[route]} – Tidewatt`;
    if (route === 'now') this.loading = 'ready';
    else void this.#load(route);
    if (!first) void this.updateComplete.then(() => this.main.focus({ preventScroll: true }));
  }

  async #load(route: Route): Promise<void> {
    this.loading = 'loading';
    const loaded = await SCREENS[route].load().then(
      () => 'ready' as const,
      () => 'failed' as const,
    );
    if (route === this.#screen) this.loading = loaded;
  }
}
