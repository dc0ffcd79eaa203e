import type { FromControl, FromHouse } from '../../channel.ts';
import type { HouseOptions } from '../../house/options.ts';
import { bundleOf } from '../places.ts';
import { Child } from './child.ts';

export interface HouseEvents {
  message(message: FromHouse): void;
  /** It has ended and will be started again. */
  ended(how: { readonly code: number | null; readonly signal: NodeJS.Signals | null }): void;
}

/** When everybody wants the processor, control has it first. */
const NICE = 5;
const HEAP_MB = 128;

type Type = FromControl['type'];
/** Each of these counts; everything else says how things are now, and the newest word is enough. */
const COUNTED: ReadonlySet<Type> = new Set(['store', 'signal-answer', 'act-answer', 'forward', 'stop']);
/** What holds until it is said anew: a restarted house is told it first. */
const STANDING: ReadonlySet<Type> = new Set(['broker', 'meter', 'devices', 'guard', 'planner', 'calls', 'event-rest', 'household', 'contracts', 'operator-brokers', 'ladders']);

/** House as a process: restarted on the port it first had, and told again what it must know. */
export class HouseProcess {
  private readonly child: Child<FromHouse, FromControl>;
  /** The last word of each. */
  private readonly standing = new Map<Type, FromControl>();
  private port: number;

  constructor(options: HouseOptions, events: HouseEvents) {
    this.port = options.port;
    this.child = new Child(
      {
        name: 'house',
        module: bundleOf('house'),
        args: () => [JSON.stringify({ ...options, port: this.port })],
        heap: HEAP_MB,
        nice: NICE,
        restart: true,
        keyOf: ({ type }) => (COUNTED.has(type) ? null : type),
      },
      {
        started: () => this.standing.forEach((message) => this.child.post(message)),
        message: (message) => {
          if (message.type === 'ready') this.port = message.port;
          events.message(message);
        },
        ended: events.ended,
      },
    );
  }

  start(): void {
    this.child.start();
  }

  /** False when house is not there to take it. Never waits. */
  post(message: FromControl): boolean {
    if (STANDING.has(message.type)) this.standing.set(message.type, message);
    return this.child.post(message);
  }

  stop(): Promise<void> {
    return this.child.stop({ type: 'stop' });
  }
}
