import type { MeterKindName } from '#domain/meter/kinds.ts';
import type { MeterMessage, MeterStream } from '../message.ts';
import { Rejections } from '../rejections.ts';
import { parseTelegram, type Telegram } from './telegram.ts';
import { readTelegram } from './telegramReading.ts';
import { TelegramFinder, type BadTelegram, type FoundTelegram, type P1Keys } from './telegrams.ts';

/** `empty`: it tells nothing. `unchecked`: a telegram without a check from a meter that has sent one, so the check was lost with other things. */
export type RejectedReason = BadTelegram | 'unchecked' | 'malformed-line' | 'empty';

/** What finds the telegrams of a port in its bytes. */
export interface TelegramSource {
  /** Bytes so far that belong to no telegram, good or bad. */
  readonly skipped: number;
  push(chunk: Uint8Array): FoundTelegram[];
  end(): FoundTelegram[];
}

/** How a port speaks: P1, or one of its relatives. */
export interface Dialect {
  readonly finder: TelegramSource;
  parse(frame: Uint8Array): Telegram;
  read(telegram: Telegram): MeterMessage;
}

/** The telegrams of one port. */
export class TelegramStream implements MeterStream {
  readonly #dialect: Dialect;
  readonly #rejected = new Rejections<RejectedReason>();
  #checks = false;
  kind: MeterKindName | null = null;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  get rejected(): Readonly<Record<string, number>> {
    return this.#rejected.counts;
  }

  push(chunk: Uint8Array): MeterMessage[] {
    return this.#dialect.finder.push(chunk).flatMap((found) => this.#read(found));
  }

  end(): MeterMessage[] {
    return this.#dialect.finder.end().flatMap((found) => this.#read(found));
  }

  #read(found: FoundTelegram): MeterMessage[] {
    if (found.kind === 'bad') return this.#reject(found.reason);
    if (found.check === 'none' && this.#checks) return this.#reject('unchecked');
    this.#checks ||= found.check === 'right';
    const telegram = this.#dialect.parse(found.bytes);
    if (telegram.malformed > 0) this.#reject('malformed-line', telegram.malformed);
    if (telegram.objects.length === 0) return this.#reject('empty');
    this.kind = found.isSealed ? 'p1-elsewhere' : null;
    return [this.#dialect.read(telegram)];
  }

  #reject(reason: RejectedReason, count = 1): [] {
    this.#rejected.add(reason, count);
    return [];
  }
}

export class P1Stream extends TelegramStream {
  /** @param zone IANA zone of the meter's clock. @param keys of an encrypted meter. */
  constructor(zone: string, keys: P1Keys | null = null) {
    super({ finder: new TelegramFinder(keys), parse: parseTelegram, read: (telegram) => readTelegram(telegram, zone) });
  }
}
