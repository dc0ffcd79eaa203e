import { FrameFinder, type Found } from './frame.ts';
import { parseTelegram } from './telegram.ts';
import { readTelegram, type TelegramReading } from './telegramReading.ts';

/** `unchecked`: a telegram without a check from a meter that has sent one, so the check was lost with other things. */
export type RejectedReason = 'crc' | 'cut' | 'too-long' | 'unchecked' | 'malformed-line';

/** Bytes in, readings out, for one meter on one line: pieces of any size give the same readings. */
export class P1Stream {
  readonly #finder = new FrameFinder();
  readonly #zone: string;
  readonly #rejected = new Map<RejectedReason, number>();
  #checks = false;

  /** @param zone IANA zone of the meter's clock. */
  constructor(zone: string) {
    this.#zone = zone;
  }

  /** How many frames, and of good frames how many lines, were not used, by reason. */
  get rejected(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#rejected);
  }

  push(chunk: Uint8Array): TelegramReading[] {
    return this.#finder.push(chunk).flatMap((found) => this.#read(found));
  }

  /** The line was lost or the capture ended: a frame that was begun is given up. */
  end(): TelegramReading[] {
    return this.#finder.end().flatMap((found) => this.#read(found));
  }

  #read(found: Found): TelegramReading[] {
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
