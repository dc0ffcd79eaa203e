import { randomInt } from 'node:crypto';
import { followMachine } from '#domain/follow/machine.ts';
import { guardMachine } from '#domain/guard/machine.ts';
import type { ControlFacts } from '#domain/home/control.ts';
import type { AnyMachine } from '#domain/home/home.ts';
import { ladderMachine } from '#domain/ladder/machine.ts';
import { limitMachine } from '#domain/limit/machine.ts';
import type { LimitKey } from '#domain/limit/limit.ts';
import { watts, type Watts } from '#domain/units/power.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { HomeFile } from './homeFile.ts';
import { floorsOf, guardingOf } from './homeFile/guarding.ts';
import { thresholdsOf } from './homeFile/thresholds.ts';
import { LOCAL_SOURCE } from './localSignal.ts';

const EVERY_KEY: readonly LimitKey[] = (['import', 'export'] as const).flatMap((direction) => (['site', 'controllable'] as const).map((scope) => ({ direction, scope })));

/** W a second after a release: 1 kW in ten seconds, so that a street does not rise as one. */
const RAMP = 100;

/** Control's machines in their order, as this gateway is set up. @param floor no instant of the home is before it. */
export const controlMachines = (home: HomeFile, floor: Instant): readonly AnyMachine<ControlFacts>[] => [
  limitMachine({ sources: [{ source: LOCAL_SOURCE, keys: EVERY_KEY }], fixed: [], floor }),
  ladderMachine({ thresholds: thresholdsOf(home.thresholds) }),
  followMachine({ neutral: {}, floors: floorsOf(home) }),
  guardMachine({ shedOrder: home.shedOrder, fuse: home.fuse, phases: home.phases, protect: inWatts(home.protect), ...guardingOf(home), ramp: RAMP, seed: randomInt(2 ** 31), budget: {} }),
];

const inWatts = (powers: Readonly<Record<string, number>>): Readonly<Record<string, Watts>> => Object.fromEntries(Object.entries(powers).map(([id, w]) => [id, watts(w)]));
