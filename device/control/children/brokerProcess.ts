import type { Refused } from '#domain/units/refusal.ts';
import type { BrokerCredential, FromBroker, ToBroker } from '../../channel.ts';
import { log } from '../log.ts';
import { bundleOf } from '../places.ts';
import { Child } from './child.ts';

export interface BrokerPorts {
  readonly mqttPort: number;
  readonly webSocketPort: number;
}

export interface BrokerEvents {
  /** At the first start and after every restart; the WebSocket's port may be another. */
  ready(ports: BrokerPorts): void;
  /** It said that it cannot start. */
  failed(fault: Refused): void;
}

/** When everybody wants the processor, control has it first. */
const NICE = 5;
const HEAP_MB = 64;

/** The broker as a process: told who may connect at every start, restarted on the port it first had. */
export class BrokerProcess {
  private readonly child: Child<FromBroker, ToBroker>;
  private credentials: readonly BrokerCredential[];

  /** @param mqttPort null = the usual one, or any free one. @param own of the gateway's processes and the operators of its home file. */
  constructor(
    private mqttPort: number | null,
    private readonly own: readonly BrokerCredential[],
    private readonly events: BrokerEvents,
  ) {
    this.credentials = own;
    this.child = new Child(
      {
        name: 'broker',
        module: bundleOf('broker'),
        args: () => (this.mqttPort === null ? [] : ['--mqtt-port', String(this.mqttPort)]),
        heap: HEAP_MB,
        nice: NICE,
        restart: true,
        keyOf: ({ type }) => type,
      },
      { started: () => this.tell(), message: (message) => this.heard(message) },
    );
  }

  start(): void {
    this.child.start();
  }

  /** Those of phones and devices that house knows, beside the gateway's own. */
  admit(known: readonly BrokerCredential[]): void {
    const ours = new Set(this.own.map(({ name }) => name));
    this.credentials = [...this.own, ...known.filter(({ name }) => !ours.has(name))];
    this.tell();
  }

  stop(): Promise<void> {
    return this.child.stop({ type: 'stop' });
  }

  private tell(): void {
    this.child.post({ type: 'credentials', credentials: this.credentials });
  }

  private heard(message: FromBroker): void {
    if (message.type === 'failed') return this.events.failed(message);
    if (message.type === 'note') return log(message.sentence);
    this.mqttPort = message.mqttPort;
    this.events.ready({ mqttPort: message.mqttPort, webSocketPort: message.webSocketPort });
  }
}
