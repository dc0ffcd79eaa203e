import type { Device } from '#wire/message/bodies.ts';
import type { KnownPower } from './gridPower.ts';

/** Where power comes into the home's wires, or leaves them: W, + = into the home; null where it is not known. */
export interface Flow {
  readonly kind: 'grid' | 'battery' | 'car' | 'pv';
  /** Of a device; null for the grid. */
  readonly name: string | null;
  readonly watts: number | null;
}

/** The power of a home this moment. */
export interface Flows {
  readonly ends: readonly Flow[];
  /** W that all else takes; below zero where something makes power that nobody measures. Null where one end is not known. */
  readonly home: number | null;
}

const ENDS = ['battery', 'car', 'pv'] as const;

/** Null for a home without battery, car or panels: its one number says it all. @param grid null = not known now. */
export function flowsOf(grid: KnownPower | null, devices: readonly Device[]): Flows | null {
  const own = devices.flatMap(({ kind, name, online, power }): Flow[] => {
    const end = ENDS.find((one) => one === kind);
    return end === undefined ? [] : [{ kind: end, name, watts: online && power !== null ? -power : null }];
  });
  if (own.length === 0) return null;
  const ends: readonly Flow[] = [{ kind: 'grid', name: null, watts: grid?.watts ?? null }, ...own];
  return { ends, home: ends.some(({ watts }) => watts === null) ? null : ends.reduce((sum, { watts }) => sum + (watts ?? 0), 0) };
}
