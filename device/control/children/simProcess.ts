import * as v from 'valibot';
import { bundleOf } from '../places.ts';
import { Child } from './child.ts';

/** Where the simulated home listens, on loopback. */
export interface SimPorts {
  readonly p1: number;
  readonly modbus: number;
}

const portsSchema = v.pipe(v.string(), v.parseJson(), v.object({ p1: v.number(), modbus: v.number() }));
const HEAP_MB = 48;
export const SIM_PLUG = 'dishwasher';

/** The simulated home as a process of its own, reached over sockets as a real one; restarted on the ports it first had. */
export class SimProcess {
  private readonly child: Child<never, never>;
  private ports: SimPorts = { p1: 0, modbus: 0 };

  constructor(
    options: { readonly seed: number; readonly zone: string; readonly mqttPort: number; readonly mqttSecret: string },
    private readonly onReady: (ports: SimPorts) => void,
  ) {
    const fixed = ['--seed', options.seed, '--zone', options.zone, '--plug', SIM_PLUG, '--mqtt-port', options.mqttPort, '--mqtt-user', 'device', '--tied'].map(String);
    this.child = new Child(
      {
        name: 'sim',
        module: bundleOf('sim'),
        args: () => [...fixed, ...logged(), '--p1-port', String(this.ports.p1), '--modbus-port', String(this.ports.modbus)],
        env: () => ({ TIDEWATT_MQTT_SECRET: options.mqttSecret }),
        heap: HEAP_MB,
        restart: true,
        keyOf: () => null,
      },
      { line: (text) => this.said(text) },
    );
  }

  start(): void {
    this.child.start();
  }

  stop(): Promise<void> {
    return this.child.stop(null);
  }

  private said(text: string): void {
    const parsed = v.safeParse(portsSchema, text);
    if (!parsed.success) return;
    const first = this.ports.p1 === 0;
    this.ports = parsed.output;
    if (first) this.onReady(this.ports);
  }
}

/** A test that looks at what reached the devices names a file for it. */
const logged = (): string[] => (process.env['TIDEWATT_SIM_LOG'] === undefined ? [] : ['--log', process.env['TIDEWATT_SIM_LOG']]);
