import { EXACT_PER_UNIT, mostPerKWh } from '#domain/tariff/bounds.ts';
import type { Schedule, Tariff } from '#domain/tariff/tariff.ts';
import type { Cover } from '../../source/priceSource.ts';
import type { Ground } from './fetched.ts';

export const schedulesOf = ({ parts }: Tariff): readonly Schedule[] => parts.flatMap((part) => (part.per === 'kWh' ? part.tiers.map(({ schedule }) => schedule) : []));

export function pricesOf(schedule: Schedule): readonly number[] {
  if (schedule.kind === 'constant') return [schedule.price];
  return schedule.kind === 'time-of-use' ? schedule.rules.map(({ price }) => price) : schedule.slots.map(({ price }) => price);
}

/** Why a source's table cannot stand on this home's bill; null when it can. */
export function faultOfTable(fetched: Tariff, cover: Cover, { tariff, example }: Ground): string | null {
  const isPriced = fetched.parts.some(({ per }) => per !== 'none');
  if (isPriced && fetched.currency !== tariff.currency) return `wrong-currency: it is in ${fetched.currency}, the home's bills in ${tariff.currency}`;
  return wildPrice(fetched) ?? (example || cover === 'aside' ? null : vatFault(cover, tariff));
}

function wildPrice(fetched: Tariff): string | null {
  const most = mostPerKWh(fetched.currency);
  for (const schedule of schedulesOf(fetched)) {
    const wild = pricesOf(schedule).findIndex((price) => Math.abs(price) > most);
    const price = pricesOf(schedule)[wild];
    if (price === undefined) continue;
    const when = schedule.kind === 'slots' ? ` at ${new Date(schedule.slots[wild]?.start ?? 0).toISOString()}` : '';
    return `price-out-of-range: ${price / EXACT_PER_UNIT} ${fetched.currency} per kWh${when}`;
  }
  return null;
}

function vatFault(cover: Cover, { vat }: Tariff): string | null {
  const leftOut = vat !== null && !vat.included;
  if (cover === 'energy' && !leftOut) return 'vat-unclear: its prices leave VAT out, those of the tariff file do not';
  return cover !== 'energy' && leftOut ? 'vat-unclear: its prices have VAT in them, those of the tariff file leave it out' : null;
}
