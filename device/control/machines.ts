import { randomInt } from 'node:crypto';
import { followMachine } from '#domain/follow/machine.ts';
import { guardMachine } from '#domain/guard/machine.ts';
import type { ControlFacts } from '#domain/home/control.ts';
import type { AnyMachine } from '#domain/home/home.ts';
import { limitMachine } from '#domain/limit/machine.ts';
import type { LimitKey } from '#domain/limit/limit.ts';
import { watts, type Watts } from '#domain/units/power.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { HomeFile } from './homeFile.ts';
import { LOCAL_SOURCE } from './localSignal.ts';

const EVERY_KEY: readonly LimitKey[] = (['import', 'export'] as const).flatMap((direction) => (['site', 'controllable'] as const).map((scope) => ({ direction, scope })));

/** W a second after a release: 1 kW in ten seconds, so that a street does not rise as one. */
const RAMP = 100;
/** A release is waited out at random up to this. */
const RELEASE_DELAY = 30_000 as Milliseconds;

/** Control's machines in their order, as this gateway is set up. @param floor no instant of the home is before it. */
export const controlMachines = ({ fuse, shedOrder, phases, protect }: HomeFile, floor: Instant): readonly AnyMachine<ControlFacts>[] => [
  limitMachine({ sources: [{ source: LOCAL_SOURCE, keys: EVERY_KEY }], fixed: [], floor }),
  followMachine({ neutral: {} }),
  guardMachine({ shedOrder, fuse, phases, protect: inWatts(protect), ramp: RAMP, releaseDelay: RELEASE_DELAY, seed: randomInt(2 ** 31), budget: {} }),
];

const inWatts = (powers: Readonly<Record<string, number>>): Readonly<Record<string, Watts>> => Object.fromEntries(Object.entries(powers).map(([id, w]) => [id, watts(w)]));
