import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { box, DIMMED, limited } from '../../fakes/limitSources.ts';
import { LimitGateway, NOON } from '../../fakes/limitGateway.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LONG = process.env['TIDEWATT_LONG'] === '1';
/** C-11: 10^4 events in the test command, 10^6 in the long one. */
const EVENTS = LONG ? 1_000_000 : 10_000;
const RUN = 100;
const FAILSAFE = 4_200;

type Move =
  | { readonly kind: 'pass'; readonly ms: number; readonly jump: number }
  | { readonly kind: 'beat'; readonly peer: string }
  | { readonly kind: 'write'; readonly w: unknown; readonly lasts: number | null }
  | { readonly kind: 'lift' | 'replay' }
  | { readonly kind: 'storage'; readonly is: 'ok' | 'down' }
  | { readonly kind: 'clock'; readonly trust: 'synced' | 'floor' | 'none' }
  | { readonly kind: 'restart'; readonly wall: number; readonly trust: 'synced' | 'floor' | 'none' };

const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1_000, 30_000, 59_000, 60_000, 61_000, 120_000, 121_000, 7_200_000), jump: fc.constantFrom(0, 0, 0, -DAY, HOUR, 400 * DAY) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('beat' as const), peer: fc.constantFrom('ski-of-box', 'ski-of-box', 'ski-of-box', 'ski-of-this-home') }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), w: fc.constantFrom(0, 3_000, 4_200, 6_000, 9_000, -1, Number.NaN, 1e308, '4200', null), lasts: fc.constantFrom(null, null, 30_000, 600_000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('lift' as const, 'replay' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('storage' as const), is: fc.constantFrom('ok' as const, 'ok' as const, 'down' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clock' as const), trust: fc.constantFrom('synced' as const, 'synced' as const, 'floor' as const, 'none' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), wall: fc.constantFrom(0, -DAY, 1_000, HOUR, 400 * DAY), trust: fc.constantFrom('synced' as const, 'floor' as const, 'none' as const) }) },
);

/** What a control box with a protective home may bring about, in the fewest words: its word while it is heard, else the failsafe. */
class Reference {
  t = 0;
  private beatAt = Number.NEGATIVE_INFINITY;
  /** Its word: W (null = none) and until when; null while it is not in control. */
  private word: { w: number | null; until: number } | null = null;

  get w(): number | null {
    return this.word === null ? FAILSAFE : this.word.w;
  }
  pass(ms: number): void {
    this.t += ms;
    if (this.word && this.t >= this.word.until) this.word = { w: null, until: Infinity };
    if (this.t - this.beatAt > 120_000) this.word = null;
  }
  beat(): void {
    this.beatAt = this.t;
  }
  restart(): void {
    this.word = null;
    this.beatAt = Number.NEGATIVE_INFINITY;
  }
  /** Answers whether it is taken. */
  write(w: number | null, until: number, may: { readonly loosen: boolean }): boolean {
    if (!this.isHeard()) return false;
    const before = this.word ?? { w: FAILSAFE, until: Infinity };
    const loosens = before.w !== null && (w === null || w > before.w || until < before.until);
    if (loosens && !may.loosen) return false;
    this.word = { w, until: w === null ? Infinity : until };
    return true;
  }
  /** A bad value changes the state only: in control, with the failsafe applied. */
  spoil(): void {
    if (this.word === null && this.isHeard()) this.word = { w: FAILSAFE, until: Infinity };
  }
  private isHeard(): boolean {
    return this.word !== null || this.t - this.beatAt <= 60_000;
  }
}

/** The gateway and its reference, moved side by side. */
class Pair {
  readonly gateway = new LimitGateway(limited(box()), 'box');
  readonly reference = new Reference();
  private sequence = 0;
  /** The last sequence that was acknowledged. */
  private taken = 0;
  private boots = 1;

  constructor() {
    this.gateway.step({ kind: 'tick' });
  }
  make(move: Move): void {
    switch (move.kind) {
      case 'pass':
        this.gateway.pass(move.ms, move.ms + move.jump);
        return this.reference.pass(move.ms);
      case 'beat':
        this.gateway.beat('box', move.peer);
        return move.peer === 'ski-of-box' ? this.reference.beat() : undefined;
      case 'write':
        return this.write(move.w, move.lasts);
      case 'lift':
        return this.lift();
      case 'replay':
        return void (this.taken > 0 && expect(this.gateway.none(this.taken, DIMMED)?.outcome).toBe('refused'));
      case 'storage':
        return void (this.gateway.storage = move.is);
      case 'clock':
        return void (this.gateway.trust = move.trust);
      case 'restart':
        this.gateway.restart(`b${++this.boots}`, this.gateway.wall + move.wall, move.trust);
        return this.reference.restart();
    }
  }
  private get may(): { readonly loosen: boolean } {
    return { loosen: this.gateway.storage === 'ok' && this.gateway.now.trust !== 'none' && this.gateway.wall >= NOON - 150 * DAY };
  }
  private write(w: unknown, lasts: number | null): void {
    const answer = this.gateway.signal({ ...DIMMED, sequence: ++this.sequence, value: { kind: 'limit', w }, end: lasts === null ? null : this.gateway.wall + lasts });
    if (typeof w !== 'number' || !(w >= 0 && w <= 10_000_000)) return this.reference.spoil();
    const taken = this.reference.write(w, lasts === null ? Infinity : this.reference.t + lasts, this.may);
    // With storage down a tightening holds, unacknowledged.
    expect(answer?.outcome).toBe(taken && this.gateway.storage === 'ok' ? 'done' : 'refused');
    if (answer?.outcome === 'done') this.taken = this.sequence;
  }
  private lift(): void {
    const answer = this.gateway.none(++this.sequence, DIMMED);
    expect(answer?.outcome).toBe(this.reference.write(null, Infinity, this.may) && this.gateway.storage === 'ok' ? 'done' : 'refused');
    if (answer?.outcome === 'done') this.taken = this.sequence;
  }
}

describe('C-11 a controlled home against a small reference', () => {
  it(`${EVENTS} events: the limit in force is the reference’s after each of them, whatever the clock, the disk and the restarts do`, () => {
    fc.assert(
      fc.property(fc.array(moves, { minLength: RUN, maxLength: RUN, size: 'max' }), (made) => {
        const pair = new Pair();
        for (const move of made) {
          pair.make(move);
          if (pair.gateway.of(DIMMED) !== pair.reference.w) expect({ after: move, w: pair.gateway.of(DIMMED) }).toEqual({ after: move, w: pair.reference.w });
        }
      }),
      { numRuns: EVENTS / RUN },
    );
  }, LONG ? 1_200_000 : 60_000);

  it('C-09 restarts at random instants, with any clock, never end a failsafe before its time', () => {
    const cut = fc.record({ ran: fc.integer({ min: 0, max: 30 * MINUTE }), jump: fc.integer({ min: -1e10, max: 1e11 }), trust: fc.constantFrom('synced' as const, 'floor' as const, 'none' as const) });
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 30 }), (cuts) => {
        const gateway = new LimitGateway(limited(box({ afterFailsafe: 'standard' })), 'box');
        gateway.beat('box', 'ski-of-box');
        gateway.limit(1, 9_000, DIMMED);
        gateway.pass(120_001);
        let ran = 0;
        for (const [n, { ran: length, jump, trust }] of cuts.entries()) {
          const steps = Math.ceil(length / MINUTE);
          for (let step = 0; step < steps; step++) {
            gateway.pass(length / steps);
            ran += length / steps;
            if (ran < 2 * HOUR - 1) expect(gateway.of(DIMMED)).toBe(FAILSAFE);
          }
          gateway.restart(`c${n}`, gateway.wall + jump, trust);
          if (ran < 2 * HOUR - 1) expect(gateway.of(DIMMED)).toBe(FAILSAFE);
        }
      }),
      { numRuns: LONG ? 5_000 : 200 },
    );
  }, LONG ? 600_000 : 30_000);
});

/** A chance that only its seed decides (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** When each beat of a minute arrives, ms: a transmission is lost with 10 %, and QoS 1 sends it again after `retry` ms. */
function arrivals(days: number, retry: number | null, seed: number): number[] {
  const draw = chance(seed);
  const times: number[] = [];
  for (let sent = 0; sent < days * DAY; sent += MINUTE) {
    let at = sent;
    let isLost = draw() < 0.1;
    while (isLost && retry !== null) {
      at += retry;
      isLost = draw() < 0.1;
    }
    if (!isLost) times.push(at);
  }
  return times.sort((a, b) => a - b);
}

/** Failsafes entered while beats arrive at these times; a tick after each, and one before it is late. */
function failsafes(times: readonly number[]): number {
  const gateway = new LimitGateway(limited(box()), 'box');
  gateway.beat('box', 'ski-of-box');
  gateway.limit(1, 9_000, DIMMED);
  let entered = 0;
  let sequence = 1;
  for (const time of times) {
    if (time > gateway.mono) gateway.pass(time - gateway.mono);
    if (gateway.of(DIMMED) !== 9_000) entered += 1;
    gateway.beat('box', 'ski-of-box');
    if (gateway.of(DIMMED) !== 9_000) gateway.limit(++sequence, 9_000, DIMMED);
  }
  return entered;
}

describe('silence', () => {
  it('C-07 30 days with 10 % of the messages lost and sent again after 5 s (QoS 1): no false failsafe', () => expect(failsafes(arrivals(30, 5_000, 20_270_301))).toBe(0), 60_000);
  it('two beats in a row that are lost and not sent again are a failsafe: the figure above is not by blindness', () => expect(failsafes(arrivals(1, null, 20_270_301))).toBeGreaterThan(3));

  it('C-08 30 days without the control box, a restart a day: not a second without a limit', () => {
    const gateway = new LimitGateway(limited(box()), 'box');
    gateway.beat('box', 'ski-of-box');
    gateway.none(1, DIMMED);
    gateway.pass(120_001);
    for (let quarter = 0; quarter < 30 * 96; quarter++) {
      expect(gateway.of(DIMMED)).toBe(FAILSAFE);
      if (quarter % 96 === 50) gateway.restart(`b${quarter}`, gateway.wall + 1_000, quarter % 192 === 50 ? 'synced' : 'floor');
      gateway.pass(15 * MINUTE);
    }
  });
});
