import type { MeterKindName } from '#domain/meter/kinds.ts';
import type { MeterMessage, MeterStream } from '../message.ts';
import { Rejections } from '../rejections.ts';
import { FrameFinder, type Found } from './frame.ts';
import { readFrame } from './frameReading.ts';
import { groupsOf, meterKindOf } from './group.ts';

/** The frames of one TIC output, in either mode. */
export class TicStream implements MeterStream {
  readonly #finder = new FrameFinder();
  readonly #zone: string;
  readonly #rejected = new Rejections();
  kind: MeterKindName | null = null;

  /** @param zone IANA zone of the meter's clock. */
  constructor(zone: string) {
    this.#zone = zone;
  }

  get rejected(): Readonly<Record<string, number>> {
    return this.#rejected.counts;
  }

  push(chunk: Uint8Array): MeterMessage[] {
    return this.#finder.push(chunk).flatMap((found) => this.#read(found));
  }

  end(): MeterMessage[] {
    return this.#finder.end().flatMap((found) => this.#read(found));
  }

  #read(found: Found): MeterMessage[] {
    const groups = found.kind === 'bad' ? found.reason : groupsOf(found.text);
    if (typeof groups === 'string') {
      this.#rejected.add(groups);
      return [];
    }
    this.kind = meterKindOf(groups);
    return [readFrame(groups, this.#zone)];
  }
}
