import type { LpcLoss } from '#domain/limit/loss.ts';
import type { LimitConfig, LimitSource } from '#domain/limit/standing.ts';
import { watts } from '#domain/units/power.ts';
import { FLOOR } from './limitGateway.ts';

export const DIMMED = { direction: 'import', scope: 'controllable' } as const;
export const FEED_IN = { direction: 'export', scope: 'controllable' } as const;

/** A control box: 4200 W of import and 3000 W of export when it is lost, two hours at least. */
export const boxLoss: LpcLoss = { kind: 'lpc', peer: 'ski-of-box', scope: 'controllable', failsafe: { import: watts(4_200), export: watts(3_000) }, failsafeDuration: 7_200, afterFailsafe: 'protective' };
export const box = (of: Partial<LpcLoss> = {}, source = 'box'): LimitSource => ({ source, keys: [DIMMED, FEED_IN], loss: { ...boxLoss, ...of } });

export const limited = (...sources: readonly LimitSource[]): LimitConfig => ({ sources, fixed: [], floor: FLOOR });
