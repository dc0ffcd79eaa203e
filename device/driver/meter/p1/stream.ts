import type { MeterMessage, MeterStream } from '../message.ts';
import { FrameFinder, type Found } from './frame.ts';
import { parseTelegram } from './telegram.ts';
import { readTelegram } from './telegramReading.ts';

/** `unchecked`: a telegram without a check from a meter that has sent one, so the check was lost with other things. */
export type RejectedReason = 'crc' | 'cut' | 'too-long' | 'unchecked' | 'malformed-line';

/** The telegrams of one P1 port. */
export class P1Stream implements MeterStream {
  readonly #finder = new FrameFinder();
  readonly #zone: string;
  readonly #rejected = new Map<RejectedReason, number>();
  #checks = false;

  /** @param zone IANA zone of the meter's clock. */
  constructor(zone: string) {
    this.#zone = zone;
  }

  get rejected(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#rejected);
  }

  push(chunk: Uint8Array): MeterMessage[] {
    return this.#finder.push(chunk).flatMap((found) => this.#read(found));
  }

  end(): MeterMessage[] {
    return this.#finder.end().flatMap((found) => this.#read(found));
  }

  #read(found: Found): MeterMessage[] {
    if (found.kind === 'bad') return this.#reject(found.reason);
    if (found.check === 'none' && this.#checks) return this.#reject('unchecked');
    this.#checks ||= found.check === 'right';
    const telegram = parseTelegram(found.bytes);
    if (telegram.malformed > 0) this.#reject('malformed-line', telegram.malformed);
    return [readTelegram(telegram, this.#zone)];
  }

  #reject(reason: RejectedReason, count = 1): [] {
    this.#rejected.set(reason, (this.#rejected.get(reason) ?? 0) + count);
    return [];
  }
}
