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

/** Messages of one kind take the same steps, and so stay in order by themselves. */
const kindOf = ({ packet }: Waiting): string => `${packet.retain ? 'kept' : 'told'} ${packet.qos === 0 ? 'plain' : 'receipt'}`;

/**
 * aedes numbers a message when it comes and hands it on when it is stored, which takes a retained one longer; a client
 * that has seen a higher number then takes the late one for a repetition and never gets it. Here a message is begun
 * when those before that go another way are handed on, so that all arrive, in order (MQTT 3.1.1, 4.6).
 */
export class OrderedAedes extends Aedes {
  readonly #waiting: Waiting[] = [];
  #under = 0;
  #kind = '';

  constructor(options: AedesOptions) {
    super(options);
  }

  override publish(packet: PublishPacket, client: Client | null | Done, done?: Done): void {
    const [from, told] = typeof client === 'function' ? [null, client] : [client, done ?? ignore];
    this.#waiting.push({ packet, client: from, done: told });
    this.#begin();
  }

  #begin(): void {
    for (let first = this.#waiting[0]; first && (this.#under === 0 || kindOf(first) === this.#kind); first = this.#waiting[0]) {
      const next = first;
      this.#waiting.shift();
      this.#kind = kindOf(next);
      this.#under++;
      (super.publish as unknown as Publish).call(this, next.packet, next.client, (error) => this.#handedOn(next, error));
    }
  }

  #handedOn({ done }: Waiting, error?: Error): void {
    this.#under--;
    // What waits goes first: the callback may publish again.
    this.#begin();
    done(error);
  }
}
