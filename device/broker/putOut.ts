import type { BrokerCredential } from '../channel.ts';
import { CAPS } from './caps.ts';

/** Who is put out at every attempt is named once in so many ms. */
const AGAIN_AFTER = 60_000;
/** Credentials are few; a list that changes at every start of a phone must not grow for ever. */
const REMEMBERED = 256;

const KIB = 1_024;
/** What went wrong and what helps, for whoever set the client up. */
const WHY: Readonly<Record<string, string>> = {
  'packet-too-large': `it sent a message over ${CAPS.packet / KIB} KiB (a device bridge: ${CAPS.packetOfHome / KIB} KiB). A bridge with so many devices needs a broker of its own: name it as \`deviceBus\` in the home file.`,
  'topic-too-long': `it used a topic over ${CAPS.topic} bytes. Give its devices shorter names.`,
  'not-allowed': 'it published where it may not, or more than it may leave with the broker. What each may do is in docs/formats/wire.md.',
  'slow-reader': 'it did not read what it had subscribed to. Its connection or its machine is too slow.',
};

/** Says why a client was put out: MQTT 3.1.1 has no way to tell the client itself. */
export class PutOut {
  readonly #said = new Map<string, number>();

  /** @param mono monotonic ms. */
  constructor(
    private readonly note: (sentence: string) => void,
    private readonly mono: () => number,
  ) {}

  /** @param cap id of the cap that was reached. */
  of({ name, role }: BrokerCredential, cap: string): void {
    const key = `${name} ${cap}`;
    const now = this.mono();
    const said = this.#said.get(key);
    if (said !== undefined && now - said < AGAIN_AFTER) return;
    this.#said.delete(key);
    this.#said.set(key, now);
    const [oldest] = this.#said.keys();
    if (oldest !== undefined && this.#said.size > REMEMBERED) this.#said.delete(oldest);
    this.note(`The broker put out ${name} (${role}): ${WHY[cap] ?? `${cap}.`}`);
  }
}
