import { VERSION } from '#wire/envelope.ts';
import type { PortMessage } from '#wire/port.ts';
import { LIVE_GRID, stateTopic, type StateName } from '#wire/topics.ts';

/** Names the store behind the messages, as a gateway's does. */
export interface Origin {
  readonly storeId: string;
  readonly boot: string;
}

/** The retained messages of the demo home: the newest body of each name, numbered and sent when it is another one. */
export class Shelf {
  private readonly latest = new Map<StateName, { readonly seq: number; readonly time: number; readonly body: unknown }>();
  private readonly unsent = new Set<StateName>();

  constructor(private readonly origin: Origin) {}

  /** @param time home's wall time, ms UTC. */
  put(name: StateName, body: unknown, time: number): void {
    this.latest.set(name, { seq: (this.latest.get(name)?.seq ?? 0) + 1, time, body });
    this.unsent.add(name);
  }

  /** The newest body of a name; undefined before the first. */
  body(name: StateName): unknown {
    return this.latest.get(name)?.body;
  }

  /** What has changed since the last time, newest only; a grid reading goes out live too. */
  changed(): PortMessage[] {
    const names = [...this.unsent];
    this.unsent.clear();
    return names.flatMap((name) => this.messages(name));
  }

  private messages(name: StateName): PortMessage[] {
    const kept = this.latest.get(name);
    if (!kept) return [];
    const payload = JSON.stringify({ v: VERSION, ...this.origin, ...kept });
    const state = { topic: stateTopic(name), payload };
    // Live first: only a live message may set a page's clock back, when a busy machine's home runs slower than asked.
    return name === 'grid' ? [{ topic: LIVE_GRID, payload }, state] : [state];
  }
}
