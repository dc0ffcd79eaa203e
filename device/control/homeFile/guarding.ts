import * as v from 'valibot';
import type { DutyCycle } from '#domain/device/device.ts';
import type { GuardConfig } from '#domain/guard/event.ts';
import { MINUTE, ms, SECOND } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';

const deviceId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'the id of a device'));
const minutes = v.pipe(v.number(), v.minValue(0), v.maxValue(240));
/** GB smart charging, regulation 11: ten minutes unless set otherwise, half an hour at most. */
const DELAY = { usual: 600, longest: 1_800 };

const cycle = v.strictObject({
  minRunMinutes: v.optional(minutes, 0),
  minRestMinutes: v.optional(minutes, 0),
  startsPerHour: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)), 60),
});

/** What the guard keeps besides fuse and limits (docs/formats/home.md). */
export const guardingEntries = {
  /** Most A between any two phases; null = none is kept. */
  unbalance: v.optional(v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(1_000))), null),
  /** Most W that the home generates beside its devices, 0 for none; null = not known, and every reading of the meter is believed. */
  generation: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000))), null),
  /** Starts and stops that a device can stand. */
  cycles: v.optional(v.record(deviceId, cycle), {}),
  /** s: releases, the end of an outage and scheduled starts of vehicles wait at random up to this. */
  randomDelay: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(DELAY.longest)), DELAY.usual),
  /** Wh that no call for less takes from what stores. */
  floors: v.optional(v.record(deviceId, v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000))), {}),
};

type Guarding = v.InferOutput<v.StrictObjectSchema<typeof guardingEntries, undefined>>;

const cycleOf = ({ minRunMinutes, minRestMinutes, startsPerHour }: v.InferOutput<typeof cycle>): DutyCycle => ({ minRun: ms(minRunMinutes * MINUTE), minRest: ms(minRestMinutes * MINUTE), startsPerHour });
const each = <From, To>(record: Readonly<Record<string, From>>, to: (one: From) => To): Readonly<Record<string, To>> => Object.fromEntries(Object.entries(record).map(([id, one]) => [id, to(one)]));

/** The guard's share of a home file. */
export function guardingOf({ unbalance, generation, cycles, randomDelay }: Guarding): Pick<GuardConfig, 'unbalance' | 'generation' | 'cycles' | 'releaseDelay' | 'startDelay'> {
  return { unbalance, generation: generation === null ? null : watts(generation), cycles: each(cycles, cycleOf), releaseDelay: ms(randomDelay * SECOND), startDelay: ms(randomDelay * SECOND) };
}

/** mWh a device that calls leave alone while it holds less. */
export const floorsOf = ({ floors }: Guarding): Readonly<Record<string, number>> => each(floors, (wh) => wh * 1_000);
