import * as v from 'valibot';
import { isNewer, peerOf, VERSION, type StateEnvelope } from '#wire/envelope.ts';
import { STATE_SCHEMAS, type StateBodies } from '#wire/message/index.ts';
import { NOW_NAMES, type StateName } from '#wire/topics.ts';
import { Store } from './store.ts';

/** What is known of one thing about the home. `restored` came from this phone's memory, not from the home. */
export type Known<Body> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'known'; readonly body: Body; readonly time: number; readonly origin: 'home' | 'restored' };

/** One fact: takes envelopes, refuses what is older or has another shape, and is watched. */
export class Fact<Name extends StateName> extends Store<Known<StateBodies[Name]>> {
  #last: StateEnvelope | undefined;

  constructor(readonly name: Name) {
    super({ kind: 'waiting' });
  }

  /** The body, undefined until one is known. */
  get body(): StateBodies[Name] | undefined {
    return this.value.kind === 'known' ? this.value.body : undefined;
  }

  /** The home had more to say than a message holds. */
  get isShortened(): boolean {
    return this.#last?.shortened === true;
  }

  /** @returns whether it was taken. */
  take(envelope: StateEnvelope, origin: 'home' | 'restored'): boolean {
    if (peerOf(envelope.v) === 'unknown' && !this.#readsOn(envelope)) return false;
    if (this.#last && !isNewer(this.#last, envelope)) return false;
    const parsed = v.safeParse(STATE_SCHEMAS[this.name], envelope.body);
    if (!parsed.success) return false;
    this.#last = envelope;
    // The schema was picked by the same name as the body's type.
    this.set({ kind: 'known', body: parsed.output as StateBodies[Name], time: envelope.time, origin });
    return true;
  }

  /** What Now shows can be read of a gateway that is one version ahead. */
  #readsOn({ v: version }: StateEnvelope): boolean {
    return version === VERSION + 1 && NOW_NAMES.has(this.name);
  }

  forget(): void {
    this.#last = undefined;
    this.set({ kind: 'waiting' });
  }
}
