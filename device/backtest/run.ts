import type { DeviceId } from '#domain/device/device.ts';
import type { Act } from '#domain/plan/act.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { Choose } from './choose.ts';
import { play, type Ground, type Played } from './play.ts';
import { presentAt, type Present, type Setup } from './setup.ts';
import type { Tally, TermsAt } from './tally.ts';

/** What a run is at a moment: enough to go on from it. */
export interface RunState {
  readonly content: ReadonlyMap<DeviceId, number>;
  readonly powers: ReadonlyMap<DeviceId, number>;
  readonly acts: readonly Act[];
}

export const AT_FIRST: RunState = { content: new Map(), powers: new Map(), acts: [] };

/** A home that goes one way of deciding through the recording. */
export class Run {
  readonly tally: Tally;
  state: RunState;
  private readonly choose: Choose;
  private readonly ground: Ground & { readonly setup: Setup };
  private readonly terms: TermsAt;

  constructor(choose: Choose, ground: Ground & { readonly setup: Setup }, terms: TermsAt, tally: Tally, state: RunState = AT_FIRST) {
    this.choose = choose;
    this.ground = ground;
    this.terms = terms;
    this.tally = tally;
    this.state = state;
  }

  /** Decides at the start of an interval, and plays it. No car comes or leaves within. */
  advance(interval: Interval): void {
    const { content, powers, acts: before } = this.state;
    const present = presentAt(this.ground.setup, interval.start, content);
    const acts = this.choose({ now: interval.start, present, powers, acts: before });
    this.tally.commit(acts);
    const played = play(this.ground, present, acts, interval);
    this.tally.add(played, played.slots.map(({ start }) => this.terms.at(start)));
    this.leave(present, played, interval.end);
    this.state = { content: played.content, powers: lastPowers(played), acts };
  }

  private leave(present: readonly Present[], { content }: Played, end: Instant): void {
    for (const device of present) if (device.session?.end === end) this.tally.leave(device, content.get(device.id) ?? 0);
  }
}

const lastPowers = ({ slots }: Played): ReadonlyMap<DeviceId, number> => new Map((slots.at(-1)?.moved ?? []).map(({ device, power }) => [device.id, power]));
