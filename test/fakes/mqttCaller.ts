import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { generate, parser, type IConnectPacket, type Packet } from 'mqtt-packet';
import type { BrokerCredential } from '../../device/channel.ts';

export const secretOf = (name: string): string => `${name}-secret`;
export const credential = (name: string, role: BrokerCredential['role']): BrokerCredential => ({ name, role, sha256: createHash('sha256').update(secretOf(name)).digest('hex') });

let calls = 0;
/** A CONNECT as a client of that name sends it. */
export const hello = (name: string, change: Partial<IConnectPacket> = {}): IConnectPacket => ({
  cmd: 'connect', clientId: `${name}/call${calls++}`, protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 60, username: name, password: Buffer.from(secretOf(name)), ...change,
});

/** A client that sends exactly what a test says, byte for byte, and waits for what comes. */
export class MqttCaller {
  readonly heard: Packet[] = [];
  #isClosed = false;
  readonly #news = new EventTarget();

  private constructor(readonly socket: Socket) {
    const read = parser();
    read.on('packet', (packet) => this.#tell(() => this.heard.push(packet)));
    socket.on('data', (bytes: Buffer) => void read.parse(bytes));
    socket.on('error', () => undefined).on('close', () => this.#tell(() => (this.#isClosed = true)));
  }

  static async dial(port: number): Promise<MqttCaller> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const caller = new MqttCaller(socket);
    await once(socket, 'connect');
    return caller;
  }

  /** Dials, says CONNECT, and answers with the caller once there is a CONNACK 0. @throws Error when it is refused. */
  static async known(port: number, name: string, change: Partial<IConnectPacket> = {}): Promise<MqttCaller> {
    const caller = await MqttCaller.dial(port);
    const answer = await caller.ask(hello(name, change), 'connack');
    if (answer?.cmd !== 'connack' || answer.returnCode !== 0) throw new Error(`${name} was refused: ${JSON.stringify(answer)}`);
    return caller;
  }

  say(...packets: readonly Packet[]): void {
    this.socket.write(Buffer.concat(packets.map((packet) => generate(packet))));
  }

  /** The next packet of a kind that comes after this was said; null when the connection is closed first. */
  async ask(packet: Packet, kind: Packet['cmd']): Promise<Packet | null> {
    const from = this.heard.length;
    this.say(packet);
    return this.next(kind, from);
  }

  /** @param from how many packets heard are not looked at. */
  async next(kind: Packet['cmd'], from = 0): Promise<Packet | null> {
    for (;;) {
      const found = this.heard.slice(from).find(({ cmd }) => cmd === kind);
      if (found || this.#isClosed) return found ?? null;
      await once(this.#news, 'news');
    }
  }

  async closed(): Promise<void> {
    while (!this.#isClosed) await once(this.#news, 'news');
  }

  /** Goes without a word, as when the power is cut. */
  vanish(): void {
    this.socket.destroy();
  }

  #tell(change: () => unknown): void {
    change();
    this.#news.dispatchEvent(new Event('news'));
  }
}
