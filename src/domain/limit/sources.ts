import { LEAST_POWER, minimumPower, type ControllableUnit } from './enwg14a.ts';
import type { LimitKey } from './limit.ts';
import type { LossProfile } from './loss.ts';
import type { LimitSource } from './standing.ts';
import type { Watts } from '../units/power.ts';

export const EVERY_KEY: readonly LimitKey[] = (['import', 'export'] as const).flatMap((direction) => (['site', 'controllable'] as const).map((scope) => ({ direction, scope })));

/** Keys that a loss profile speaks of by itself. */
export function keysOf(loss: LossProfile): readonly LimitKey[] {
  switch (loss.kind) {
    case 'lpc':
      return (['import', 'export'] as const).flatMap((direction) => (loss.failsafe[direction] === null ? [] : [{ direction, scope: loss.scope }]));
    case 'schedule':
      return loss.subscriptions.map(({ direction, scope }) => ({ direction, scope }));
    case 'contact':
    case 'none':
      return [];
  }
}

/** Whoever signs limits for this home: without a profile of its own, what it said last holds until it ends. */
export const issuerSource = (issuer: string, keys: readonly LimitKey[], loss: LossProfile = { kind: 'none' }): LimitSource => ({ source: issuer, keys, loss });

/** A source that dims by §14a EnWG: never below what the devices are left, and own generation comes on top. */
export const dimmed = (source: LimitSource, units: readonly ControllableUnit[]): LimitSource => (units.length === 0 ? source : { ...source, least: minimumPower(units), ownGeneration: true });

/** W of import to fall back to: what §14a EnWG leaves these devices, else one device's 4.2 kW. */
export const failsafeImport = (units: readonly ControllableUnit[]): Watts => (units.length === 0 ? LEAST_POWER : minimumPower(units));

/** Issuers that are given a profile by their name keep it; the others are as they come. */
export const profiled = (issued: readonly LimitSource[], configured: readonly LimitSource[]): readonly LimitSource[] => [
  ...issued.filter(({ source }) => !configured.some((one) => one.source === source)),
  ...configured,
];
