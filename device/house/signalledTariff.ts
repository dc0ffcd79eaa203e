import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Contract } from '#domain/signal/contract.ts';
import { EXACT_PER_UNIT } from '#domain/tariff/bounds.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { Instant } from '#domain/time/instant.ts';
import { readTariff } from '#wire/tariff.ts';
import { replaceDurably } from '../durableFile.ts';
import { log } from './log.ts';
import { pricesOf, schedulesOf } from './prices/faultOfTable.ts';

const bodySchema = v.strictObject({ kind: v.literal('tariff'), table: v.unknown() });

export type TariffRefusal = 'wrong-shape' | 'malformed-tariff' | 'wrong-currency' | 'price-out-of-range' | 'tariff-late' | 'storage-down';

const eventPrices = ({ parts }: Tariff): readonly number[] => parts.flatMap((part) => (part.per === 'kWh' ? (part.events ?? []).map(({ price }) => price) : []));

/** A table of explicit slots is late when the last of them is over. */
const isLate = (tariff: Tariff, wall: Instant): boolean =>
  schedulesOf(tariff).some((schedule) => schedule.kind === 'slots' && (schedule.slots.at(-1)?.end ?? 0) <= wall);

/** A tariff of an issuer, or why it is not taken (E9). @param currency of this home's bills. */
export function judgeTariff(body: unknown, { prices }: Pick<Contract, 'prices'>, currency: string, wall: Instant): { readonly tariff: Tariff; readonly table: unknown } | TariffRefusal {
  const parsed = v.safeParse(bodySchema, body);
  if (!parsed.success) return 'wrong-shape';
  const { table } = parsed.output;
  const read = readTariff(table);
  if (!read.ok) return 'malformed-tariff';
  if (read.tariff.currency !== currency) return 'wrong-currency';
  const isOut = (price: number): boolean => price < prices.least * EXACT_PER_UNIT || price > prices.most * EXACT_PER_UNIT;
  if ([...schedulesOf(read.tariff).flatMap(pricesOf), ...eventPrices(read.tariff)].some(isOut)) return 'price-out-of-range';
  return isLate(read.tariff, wall) ? 'tariff-late' : { tariff: read.tariff, table };
}

/** The tariff that bills and plans go by: the start's, until an issuer sends one; that is kept in the state folder. */
export class SignalledTariff {
  private sent: Tariff | null;

  /** @param file where a tariff of an issuer is kept; @param configured of the start, with what sources and people have said since; of an instant, left out = now. */
  constructor(
    private readonly file: string,
    private readonly configured: (at?: Instant) => Tariff,
  ) {
    this.sent = keptTariff(file);
  }

  get current(): Tariff {
    return this.sent ?? this.configured();
  }

  heldAt(at: Instant): Tariff {
    return this.sent ?? this.configured(at);
  }

  /** Null when it is stored and used from now on. */
  take(body: unknown, contract: Pick<Contract, 'prices'>, wall: Instant): TariffRefusal | null {
    const judged = judgeTariff(body, contract, this.current.currency, wall);
    if (typeof judged === 'string') return judged;
    try {
      replaceDurably(this.file, `${JSON.stringify(judged.table)}\n`);
    } catch (error) {
      log(`the tariff of an issuer cannot be kept: ${error instanceof Error ? error.message : String(error)}`);
      return 'storage-down';
    }
    this.sent = judged.tariff;
    return null;
  }
}

/** A file that cannot be read any more is as none: the start's tariff holds. */
function keptTariff(file: string): Tariff | null {
  if (!existsSync(file)) return null;
  try {
    const read = readTariff(JSON.parse(readFileSync(file, 'utf8')));
    if (read.ok) return read.tariff;
    log(`${file} is no tariff any more: ${read.reason}`);
  } catch (error) {
    log(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return null;
}
