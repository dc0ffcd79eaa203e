import { Aedes, type AedesOptions, type Client, type PublishPacket } from 'aedes';

type Done = (error?: Error) => void;
interface Waiting {
  readonly packet: PublishPacket;
  readonly client: Client | null;
  readonly done: Done;
}

/** As aedes itself calls it; its types leave out the client. */
type Publish = (packet: PublishPacket, client: Client | null, done: Done) => void;

const ignore: Done = () => undefined;

/**
 * aedes numbers a message when it comes and hands it on when it is stored, which takes a retained one longer; a client
 * that has seen a higher number then takes the late one for a repetition and never gets it. Here a message is begun
 * when the one before is handed on, so that all arrive, in order (MQTT 3.1.1, 4.6).
 */
export class OrderedAedes extends Aedes {
  readonly #waiting: Waiting[] = [];
  #busy = false;

  constructor(options: AedesOptions) {
    super(options);
  }

  override publish(packet: PublishPacket, client: Client | null | Done, done?: Done): void {
    const [from, told] = typeof client === 'function' ? [null, client] : [client, done ?? ignore];
    this.#waiting.push({ packet, client: from, done: told });
    if (!this.#busy) this.#next();
  }

  #next(): void {
    const first = this.#waiting.shift();
    this.#busy = first !== undefined;
    if (first) (super.publish as unknown as Publish).call(this, first.packet, first.client, (error) => this.#handedOn(first, error));
  }

  #handedOn({ done }: Waiting, error?: Error): void {
    // What waits goes first: the callback may publish again.
    this.#next();
    done(error);
  }
}
