import type { MeterKindName } from '#domain/meter/kinds.ts';
import type { MeterMessage, MeterStream } from '../message.ts';
import { Rejections } from '../rejections.ts';
import { Assembler, type Assembled } from './assembler.ts';
import type { MeterKeys } from './cipher.ts';
import { FrameFinder, type Found } from './frame.ts';
import { kindOf } from './kind.ts';
import { readPush } from './push.ts';
import { readingOf, type PushReading } from './pushReading.ts';
import { WiredPhases } from './wired.ts';

export interface DlmsOptions {
  readonly keys: MeterKeys | null;
  /** IANA zone of the meter's clock. */
  readonly zone: string;
  /** A living line: there are always frames on it, and what names its meter is still to come when it breaks. */
  readonly isLine: boolean;
}

/** Norwegian lists name their meter every ten seconds, and others come every 2.5 s: so many may come before it is named. */
const UNNAMED = 5;
const NAMELESS = 'dlms';

/** The pushes of one meter, by HDLC or M-Bus. */
export class DlmsStream implements MeterStream {
  readonly #options: DlmsOptions;
  readonly #finder: FrameFinder;
  readonly #assembler = new Assembler();
  readonly #rejected = new Rejections();
  readonly #wired = new WiredPhases();
  kind: MeterKindName | null = null;
  #meter: string | null = null;
  #waiting: PushReading[] = [];
  /** Lists without a time come between those with one: then none is taken, or times would run back. */
  #isTimed = true;

  constructor(options: DlmsOptions) {
    this.#options = options;
    this.#finder = new FrameFinder(!options.isLine);
  }

  get rejected(): Readonly<Record<string, number>> {
    return this.#rejected.counts;
  }

  push(chunk: Uint8Array): MeterMessage[] {
    return this.#read(this.#finder.push(chunk));
  }

  end(): MeterMessage[] {
    const messages = [...this.#read(this.#finder.end()), ...this.#assembler.end().flatMap((assembled) => this.#message(assembled))];
    return this.#options.isLine ? messages : [...messages, ...this.#named(NAMELESS)];
  }

  #read(found: readonly Found[]): MeterMessage[] {
    return found.flatMap((one) => {
      if (one.kind === 'frame') return this.#assembler.take(one).flatMap((assembled) => this.#message(assembled));
      this.#rejected.add(one.reason);
      return [];
    });
  }

  #message(assembled: Assembled): MeterMessage[] {
    const { apdu, pieces } = assembled;
    const push = apdu === null ? 'cut' : apdu.length === 0 ? 'empty' : readPush(apdu, this.#options.keys, this.#options.zone);
    if (push === 'empty') return [];
    if (typeof push === 'string') {
      this.#rejected.add(push, pieces.length);
      return [];
    }
    this.kind = kindOf(assembled) ?? this.kind;
    const reading = readingOf(push);
    return reading ? this.#placed({ ...reading, phases: this.#wired.of(reading.phases) }) : [];
  }

  /** A list that does not name its meter is of the one that was named; the first ones wait until it is. */
  #placed(reading: PushReading): MeterMessage[] {
    this.#isTimed &&= reading.at !== null;
    this.#waiting.push(this.#isTimed ? reading : { ...reading, at: null });
    if (reading.serial !== null) return this.#named(`dlms-${reading.serial}`);
    if (this.#meter === null && this.#waiting.length < UNNAMED) return [];
    return this.#named(this.#meter ?? NAMELESS);
  }

  #named(meter: string): MeterMessage[] {
    const waiting = this.#waiting.splice(0);
    // Who was heard without a name keeps none: it would pass for another meter.
    if (waiting.length > 0 && this.#meter !== NAMELESS) this.#meter = meter;
    const name = this.#meter ?? meter;
    return waiting.map(({ serial: _, ...told }) => ({ ...told, meter: name }));
  }
}
