import { at } from '#domain/plan/at.ts';
import { durationOf } from '#domain/plan/profile.ts';
import type { Part, Site } from './part.ts';

/** The dryer begins by an instant only where the washer is done by then, summed over all starts so far (optimiser, 5). */
export function addPrecedence({ builder, scene: { problem } }: Site, parts: readonly Part[]): void {
  for (const part of parts) {
    const before = problem.devices.findIndex(({ id }) => id === at(problem.devices, part.device).after);
    const first = parts.find(({ device }) => device === before);
    const primitive = problem.devices[before]?.primitive;
    if (!first || primitive?.kind !== 'profile' || first.starts.length === 0) continue;
    for (const { start } of part.starts) {
      const begun = part.starts.filter((one) => one.start <= start).map(({ column }) => ({ column, value: 1 }));
      const done = first.starts.filter((one) => one.start + durationOf(primitive) <= start).map(({ column }) => ({ column, value: -1 }));
      builder.row(-Infinity, 0, [...begun, ...done]);
    }
  }
}
