import * as v from 'valibot';
import type { Limit } from '#domain/limit/limit.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import { parseTimeText } from '#domain/time/text.ts';
import { MWH_PER_KWH, WATT_MS_PER_MWH } from '#domain/units/energy.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { watts } from '#domain/units/power.ts';
import type { Battery, Car, Session, Setup } from './setup.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/, 'is no name of lower case letters, digits and hyphens'));
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const zeroUp = v.pipe(v.number(), v.finite(), v.minValue(0));
const efficiency = v.pipe(positive, v.maxValue(1));
const time = v.pipe(
  v.string(),
  v.check((text) => parseTimeText(text)?.kind === 'instant', 'is no time with an offset'),
  v.transform((text): Instant => {
    const read = parseTimeText(text);
    return read?.kind === 'instant' ? read.at : (0 as Instant);
  }),
);

const battery = v.strictObject({
  id, capacity_wh: positive, max_charge_w: positive, max_discharge_w: zeroUp,
  charge_efficiency: v.optional(efficiency, 0.95), discharge_efficiency: v.optional(efficiency, 0.95),
  wear_micro_per_kwh: v.optional(v.pipe(zeroUp, v.integer()), 0), stored_wh: v.optional(zeroUp, 0),
});
const session = v.strictObject({ start: time, end: time, kwh: positive });
const car = v.strictObject({ id, max_charge_w: positive, sessions: v.pipe(v.array(session), v.maxLength(10_000)) });
const limit = v.strictObject({ direction: v.picklist(['import', 'export']), w: zeroUp });
const fileSchema = v.strictObject({
  tidewatt: v.literal('backtest-devices'),
  version: v.literal(1),
  batteries: v.optional(v.array(battery), []),
  cars: v.optional(v.array(car), []),
  limits: v.optional(v.array(limit), []),
  generation_times: v.optional(positive, 1),
});

type ReadBattery = v.InferOutput<typeof battery>;
type ReadCar = v.InferOutput<typeof car>;

const MWH_PER_WH = MWH_PER_KWH / 1_000;

const unreadable = (detail: string): Refusal =>
  new Refusal({ id: 'backtest-devices-unreadable', message: `The devices file cannot be used: ${detail}.`, remedy: 'Compare it with docs/formats/backtest-devices.json.', detail });

const batteryOf = (read: ReadBattery): Battery => ({
  id: read.id,
  stored: Math.min(read.stored_wh, read.capacity_wh) * MWH_PER_WH,
  store: {
    kind: 'store', capacity: read.capacity_wh * MWH_PER_WH, maxCharge: watts(read.max_charge_w), maxDischarge: watts(read.max_discharge_w),
    chargeEfficiency: read.charge_efficiency, dischargeEfficiency: read.discharge_efficiency, wear: read.wear_micro_per_kwh,
  },
});

/** What physics allows of what was asked: nobody is to be asked for more. */
function sessionOf({ start, end, kwh }: ReadCar['sessions'][number], power: number): Session {
  const most = (power * (end - start)) / WATT_MS_PER_MWH;
  return { start, end, energy: Math.floor(Math.min(kwh * MWH_PER_KWH, most)) };
}

function carOf({ id: name, max_charge_w: power, sessions }: ReadCar): Car {
  const ordered = sessions.toSorted((a, b) => a.start - b.start);
  const wrong = ordered.find(({ start, end }, index) => end <= start || start < (ordered[index - 1]?.end ?? -Infinity));
  if (wrong) throw unreadable(`a session of ${name} that starts at ${new Date(wrong.start).toISOString()} ends before it starts, or starts before the one before it ends`);
  return { id: name, maxCharge: watts(power), sessions: ordered.map((one) => sessionOf(one, power)) };
}

const limitOf = ({ direction, w }: v.InferOutput<typeof limit>, index: number): Limit => ({
  source: `file-${index}`, sequence: 1, direction, scope: 'site', value: { kind: 'limit', w: watts(w) }, start: 0 as Instant, end: null,
});

/** Reads a devices file (docs/formats/backtest.md). @throws Refusal `backtest-devices-unreadable` naming the field. */
export function readSetup(text: string): Setup {
  const read = v.safeParse(fileSchema, parsed(text));
  if (!read.success) throw unreadable(`${v.getDotPath(read.issues[0]) ?? 'it'}: ${read.issues[0].message}`);
  const { batteries, cars, limits, generation_times: generationTimes } = read.output;
  const ids = [...batteries, ...cars].map(({ id: name }) => name);
  if (new Set(ids).size !== ids.length) throw unreadable('two devices have one id');
  return { batteries: batteries.map(batteryOf), cars: cars.map(carOf), limits: limits.map(limitOf), generationTimes };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('it is no JSON');
  }
}

/** Only the sessions that lie in a period as a whole: what one takes before or after it could not be compared. */
export const sessionsWithin = (setup: Setup, { start, end }: Interval): Setup => ({
  ...setup,
  cars: setup.cars.map((one) => ({ ...one, sessions: one.sessions.filter((session) => session.start >= start && session.end <= end) })),
});
