import { Credentials, type StoredCredential } from '../data/credentials.ts';
import { linkToken } from '../link/address.ts';
import type { Pairing, PairingFailure } from '../link/pairing.ts';
import type { PreferenceStore } from './preferences.ts';
import { Session, type Choice } from './session.ts';
import { Store } from './store.ts';

/** What stands on the screen of a browser that shows no home; `opening` = whether it has one is not known yet. */
export type Welcome = 'opening' | 'empty' | 'pairing' | PairingFailure;

/** Resolves when what was drawn has reached the screen. */
export type Painted = () => Promise<void>;

/** Which home this browser shows: paired, demo or none; and the way from one to the other. */
export class App {
  #demoOnly = false;
  readonly session = new Store<Session | null>(null);
  readonly welcome = new Store<Welcome>('opening');
  /** Applies the version that waits; null when there is none. */
  readonly update = new Store<(() => void) | null>(null);

  constructor(
    readonly base: URL,
    readonly preferences: PreferenceStore,
    private readonly painted: Painted,
    private readonly storage: Storage | undefined,
  ) {}

  /** @param hash fragment the app was opened with; @param demoOnly this build shows the demo home and nothing else. */
  async begin(hash: string, demoOnly: boolean): Promise<void> {
    this.#demoOnly = demoOnly;
    try {
      const choice = await this.#choice(hash);
      if (choice) await this.#show(choice);
    } finally {
      if (this.welcome.value === 'opening') this.welcome.set('empty');
    }
  }

  async #choice(hash: string): Promise<Choice | null> {
    const token = linkToken(hash);
    const fresh = token === null ? undefined : await this.#pair(token);
    if (!fresh && (this.#demoOnly || this.preferences.value.demo)) return { kind: 'demo', only: this.#demoOnly };
    const credential = fresh ?? (await this.#stored());
    return credential ? { kind: 'gateway', credential } : null;
  }

  /** Opens the demo home, or leaves it for the paired one or the first screen. */
  async demo(open: boolean): Promise<void> {
    this.preferences.choose({ demo: open });
    if (open) return this.#show({ kind: 'demo', only: this.#demoOnly });
    const credential = await this.#stored();
    await (credential ? this.#show({ kind: 'gateway', credential }) : this.#close());
  }

  /**
   * Ends this phone's link: the gateway shuts it out, if it can be reached, and everything kept here is removed.
   * @param unlinked its home has ended the link already.
   */
  async forget(unlinked = false): Promise<void> {
    const session = this.session.value;
    if (session?.choice.kind === 'gateway' && !unlinked) await (await session.phones().catch(() => null))?.change({ do: 'shut-out', name: session.choice.credential.credential });
    await this.#close();
    const { eraseHere } = await import('./eraseHere.ts');
    await eraseHere(this.storage);
    this.preferences.reset();
    this.welcome.set('empty');
  }

  async #stored(): Promise<StoredCredential | undefined> {
    return (await Credentials.open(this.storage)).get();
  }

  async #pair(token: string): Promise<StoredCredential | undefined> {
    this.welcome.set('pairing');
    const pairing = await import('../link/pairing.ts').then(
      ({ pair }) => pair(this.base, token),
      (): Pairing => ({ ok: false, reason: 'no-gateway' }),
    );
    this.welcome.set(pairing.ok ? 'empty' : pairing.reason);
    if (!pairing.ok) return undefined;
    this.preferences.choose({ demo: false, ...(this.preferences.value.setup !== 'done' && { setup: 'tariff' }) });
    await (await Credentials.open(this.storage)).keep(pairing.credential);
    return pairing.credential;
  }

  async #show(choice: Choice): Promise<void> {
    await this.#close();
    const session = await Session.open(choice, this.base, this.preferences);
    this.session.set(session);
    await this.painted();
    session.start();
  }

  async #close(): Promise<void> {
    const session = this.session.value;
    this.session.set(null);
    await session?.stop();
  }
}
