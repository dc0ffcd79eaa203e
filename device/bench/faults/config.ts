import type { ControlConfig } from '#domain/home/control.ts';
import type { FixedLimit } from '#domain/limit/standing.ts';
import type { Act } from '#domain/plan/act.ts';
import { ms, type Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import type { LocalDay } from './localHours.ts';
import { VOLTS } from './line.ts';
import { ALWAYS, type Owed } from './owed.ts';
import type { AfterFailsafe, Source } from './source.ts';

export const RELEASED = Date.UTC(2026, 9, 1) as Instant;
const MILLISECONDS_A_DAY = 86_400_000;

/** What the machine says of its own boot. */
export interface MachineRun {
  readonly boot: string;
  /** ms that it has been up. */
  readonly up: number;
}

export interface HomeTerms {
  readonly source: Source;
  readonly seed: number;
  /** W by contract. */
  readonly contract: number;
  readonly afterFailsafe: AfterFailsafe;
  /** Most W that it generates beside its devices, as the installer has said; null = nobody has. */
  readonly generation: number | null;
  /** The car charges by itself, but not in these local hours. */
  readonly localDay?: LocalDay;
}

const fixed = (w: number): readonly FixedLimit[] => (['import', 'export'] as const).map((direction) => ({ source: 'contract', origin: 'contract', direction, scope: 'site', w: watts(w) }));

/** Control as it is set up in the home of a source. */
export function configOf({ source, seed, contract, afterFailsafe, generation, localDay }: HomeTerms, floor: Instant, { boot, up }: MachineRun): ControlConfig {
  const { signed, fuse, plant } = source;
  const phases = Object.fromEntries(Object.entries(plant.phases).map(([id, phase]) => [id, [phase]]));
  return {
    signals: signed ? { ...signed.machine, contracts: [signed.contract], floor, upBefore: up, machineBoot: boot } : null,
    limit: { sources: [...source.limitSources(afterFailsafe), { source: 'local', keys: [{ direction: 'import', scope: 'site' }, { direction: 'export', scope: 'site' }] }], fixed: fixed(contract), floor, machineBoot: boot },
    follow: { neutral: {}, ...(localDay ? { defaultHours: localDay.hours } : {}) },
    guard: { shedOrder: [], fuse: fuse === undefined ? null : { amps: fuse, volts: VOLTS }, phases, protect: {}, generation: generation === null ? null : watts(generation), ramp: 100, releaseDelay: ms(30_000), seed },
  };
}

/** Everything that is wanted of the devices at once, for years; what charges by its own hours is left out. */
export const actsOf = ({ source, localDay }: HomeTerms, start: Instant): readonly Act[] =>
  Object.entries(source.plant.wants).flatMap(([device, power]): Act[] =>
    localDay && device === localDay.device ? [] : [{ device, interval: { start: (start - 400 * MILLISECONDS_A_DAY) as Instant, end: (start + 8_000 * MILLISECONDS_A_DAY) as Instant }, policy: { kind: 'hold', power: watts(power) } }],
  );

/** What holds in the home whoever speaks: the contract both ways, and the fuse on each phase. */
export const alwaysOwed = ({ source: { fuse }, contract }: HomeTerms): readonly Owed[] => [
  { line: 'import', w: contract, since: ALWAYS.from, silent: false },
  { line: 'export', w: contract, since: ALWAYS.from, silent: false },
  ...(fuse === undefined ? [] : (['L1', 'L2', 'L3'] as const).map((line): Owed => ({ line, w: fuse * VOLTS, since: ALWAYS.from, silent: false }))),
];
