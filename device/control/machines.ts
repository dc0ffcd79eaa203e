import { randomInt } from 'node:crypto';
import { uptime } from 'node:os';
import { followMachine } from '#domain/follow/machine.ts';
import { guardMachine } from '#domain/guard/machine.ts';
import type { ControlFacts } from '#domain/home/control.ts';
import type { AnyMachine } from '#domain/home/home.ts';
import { ladderMachine } from '#domain/ladder/machine.ts';
import { limitMachine } from '#domain/limit/machine.ts';
import { signalsMachine } from '#domain/signal/machine.ts';
import { EVERY_KEY, issuerSource, profiled } from '#domain/limit/sources.ts';
import { watts, type Watts } from '#domain/units/power.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { HomeFile } from './homeFile.ts';
import { defaultHoursOf } from './homeFile/charging.ts';
import { floorsOf, guardingOf } from './homeFile/guarding.ts';
import { contractOf, limitSourcesOf } from './homeFile/issuers.ts';
import { fixedOf, schemesOf, sourcesOf } from './homeFile/limits.ts';
import { thresholdsOf } from './homeFile/thresholds.ts';
import { LOCAL_SOURCE } from './localSignal.ts';
import { machineBoot } from './machineBoot.ts';
import type { Revoked } from './revokedKeys.ts';

/** W a second after a release: 1 kW in ten seconds, so that a street does not rise as one. */
const RAMP = 100;

/** Control's machines in their order, as this gateway is set up. @param floor no instant of the home is before it; @param zone IANA, of the home; @param revoked withdrawn keys that are known beside the state. */
export const controlMachines = (home: HomeFile, floor: Instant, zone: string, revoked: Revoked = {}): readonly AnyMachine<ControlFacts>[] => [
  signalsMachine({ contracts: home.issuers.map(contractOf), aims: { classes: home.classes, circuits: home.circuits }, zone, floor, upBefore: uptime() * 1_000, machineBoot: machineBoot(), revoked }),
  limitMachine({ sources: [issuerSource(LOCAL_SOURCE, EVERY_KEY), ...profiled(limitSourcesOf(home.issuers), sourcesOf(home.limits))], fixed: fixedOf(home.limits, home.fuse), g100: schemesOf(home.limits), floor, machineBoot: machineBoot() }),
  ladderMachine({ thresholds: thresholdsOf(home.thresholds) }),
  followMachine({ neutral: {}, floors: floorsOf(home), ...defaultHoursOf(home.defaultCharging, zone) }),
  guardMachine({ shedOrder: home.shedOrder, fuse: home.fuse, phases: home.phases, protect: inWatts(home.protect), ...guardingOf(home), ramp: RAMP, seed: randomInt(2 ** 31) }),
];

const inWatts = (powers: Readonly<Record<string, number>>): Readonly<Record<string, Watts>> => Object.fromEntries(Object.entries(powers).map(([id, w]) => [id, watts(w)]));
