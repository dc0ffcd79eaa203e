import { ms, type Milliseconds } from '#domain/time/instant.ts';
import { measured, type Quantities } from '../measured.ts';
import type { MeterMessage } from '../message.ts';
import { countersOf } from './counters.ts';
import { demandOf } from './demand.ts';
import { limiterOf } from './limiter.ts';
import { othersOf } from './others.ts';
import { parseQuantity } from './quantity.ts';
import type { ObisObject, Objects, Telegram } from './telegram.ts';
import { parseTimestamp } from './timestamp.ts';

/** @param zone IANA zone of the meter's clock. @param kind what its name begins with. */
export function readTelegram(telegram: Telegram, zone: string, kind = 'p1'): MeterMessage {
  const objects = byObis(telegram);
  const stamp = objects.get('0-0:1.0.0')?.values[0];
  const serial = serialOf(objects);
  const counters = countersOf(objects, zone);
  const limiter = limiterOf(objects);
  const demand = demandOf(objects, zone);
  const others = othersOf(objects, zone, kind);
  return {
    meter: serial === '' ? kind : `${kind}-${serial}`,
    at: stamp === undefined ? null : parseTimestamp(stamp, zone),
    period: periodOf(objects),
    ...measured(quantitiesOf(objects), telegram.malformed > 0),
    ...(counters && { counters }),
    ...(limiter && { limiter }),
    ...(demand && { demand }),
    ...(others.length > 0 && { others }),
  };
}

function byObis(telegram: Telegram): Objects {
  const objects = new Map<string, ObisObject>();
  for (const object of telegram.objects) if (!objects.has(object.obis)) objects.set(object.obis, object);
  return objects;
}

const quantitiesOf = (objects: Objects): Quantities => new Map([...objects].map(([obis, { values }]) => [obis, parseQuantity(values[0] ?? '') ?? null]));

/** Where meters write their number: DSMR and e-MUCS, Luxembourg and Hungary, then EasyMeter. */
const SERIALS = ['0-0:96.1.1', '0-0:42.0.0', '0-0:96.1.0', '0-0:96.1.255', '1-0:0.0.0'];

const serialOf = (objects: Objects): string => SERIALS.map((obis) => objects.get(obis)?.values[0] ?? '').find((serial) => serial !== '') ?? '';

/** The standard's interval between telegrams: DSMR 5 every second, all others every ten. Belgian meters write their version under 0-0:96.1.4, five digits that begin with DSMR's two. */
function periodOf(objects: Objects): Milliseconds {
  const version = (objects.get('1-3:0.2.8') ?? objects.get('0-0:96.1.4'))?.values[0] ?? '';
  return ms(/^5\d(\d{3})?$/.test(version) ? 1_000 : 10_000);
}
