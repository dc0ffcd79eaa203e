import type { Utterance, Voice } from './sender.ts';
import type { VirtualTime } from './virtualTime.ts';

/** What it needs of the operator whose name it uses. */
export interface Abused {
  next(): number;
  last(): number;
  beat(): void;
  send(utterance: Utterance): void;
}

/** The year 1, and the year 9999, in ms UTC. */
const YEAR_1 = -62_135_596_800_000;
const YEAR_9999 = 253_370_764_800_000;
const OVERHEARD = 50;
const FLOOD = 10_000;

/** What a sender does in bad faith, or somebody who has listened. */
export class Abuse {
  private readonly heard: Utterance[] = [];

  constructor(
    private readonly time: VirtualTime,
    private readonly voice: Voice,
    private readonly of: Abused,
  ) {}

  overhear(utterance: Utterance): void {
    if (utterance.portions === null) return;
    this.heard.push(utterance);
    if (this.heard.length > OVERHEARD) this.heard.shift();
  }

  /** F38. */
  malformed(n: number): void {
    this.voice.malformed(1_000_000).forEach((carried, index) => this.of.send({ id: `m${n}-${index}`, carried, portions: null }));
  }

  /** F39: a lifting under a number that was used, and what was said before to the letter. */
  replayed(n: number): void {
    const { carried } = this.voice.word(null, n % (this.of.last() + 1));
    this.of.send({ id: `r${n}`, carried, portions: null });
    const old = this.heard[n % Math.max(1, this.heard.length - 1)];
    if (old && old !== this.heard.at(-1)) this.of.send({ id: `o${n}`, carried: old.carried, portions: null });
  }

  /** F40: each is a proper word, so it is obeyed as far as the home's own limits go. */
  hostile(): void {
    this.of.beat();
    this.say(0);
    this.time.in(20_000, () => this.say(1_000_000));
    this.time.in(40_000, () => this.say(4_000, { start: YEAR_1 }));
    this.time.in(60_000, () => this.say(0, { start: YEAR_9999, end: YEAR_9999 + 1 }));
    this.time.in(80_000, () => this.flood());
  }

  private say(value: number, times?: { readonly start: number; readonly end?: number }): void {
    const sequence = this.of.next();
    this.of.send({ id: `x${sequence}`, ...this.voice.word(value, sequence, times) });
  }

  private flood(): void {
    for (let n = 0; n < FLOOD; n++) this.say(3_000 + (n % 5_000));
  }
}
