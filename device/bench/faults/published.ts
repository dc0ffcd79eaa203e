import type { ControlFacts } from '#domain/home/control.ts';
import { VOLTS } from './line.ts';
import type { Owed } from './owed.ts';

const NONE = Number.POSITIVE_INFINITY;

/** W that control says may flow at most where something is owed: endless for no limit. The fuse by phase is not published. */
export function published({ limits = [], phaseLimits = [] }: Readonly<Partial<ControlFacts>>, { line, window }: Owed): number {
  const smallest = (values: readonly number[]): number => values.reduce((least, value) => Math.min(least, value), NONE);
  const ofWindow = (one: { readonly window?: number }): boolean => one.window === undefined || one.window === window;
  switch (line) {
    case 'import':
    case 'export':
    case 'controllable': {
      const [direction, scope] = line === 'controllable' ? ['import', 'controllable'] : [line, 'site'];
      return smallest(limits.flatMap((one) => (one.direction === direction && one.scope === scope && ofWindow(one) && one.value.kind === 'limit' ? [one.value.w] : [])));
    }
    default:
      return smallest(phaseLimits.flatMap((one) => (one.direction === 'import' && ofWindow(one) ? [one.amps * VOLTS] : [])));
  }
}
