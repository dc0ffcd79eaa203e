import { orClosed } from './database.ts';
import { Journal } from './journal.ts';
import { refillSlots } from './refill.ts';
import { Sealer } from './sealer.ts';
import { Segments } from './segments.ts';
import { Space } from './space.ts';
import type { ThreadOptions } from './protocol.ts';
import { Telemetry } from './telemetry.ts';

/** All that lies on the disk for house. */
export interface Stores {
  readonly folder: string;
  readonly space: Space;
  readonly journal: Journal;
  readonly telemetry: Telemetry;
  readonly segments: Segments;
  readonly sealer: Sealer;
}

/** Opens what is there, or what takes its place. @throws when the disk lets nothing be opened. */
export function openStores({ folder, ballast }: ThreadOptions): Stores {
  const space = new Space(folder, ballast);
  return space.insist(() => {
    const segments = new Segments(folder);
    const journal = Journal.open(folder);
    const telemetry = orClosed(journal, () => Telemetry.open(folder));
    if (telemetry.replaced !== null) refillSlots(telemetry, segments);
    return { folder, space, journal, telemetry, segments, sealer: new Sealer(telemetry.database, segments) };
  });
}

export function closeStores({ journal, telemetry }: Stores): void {
  journal.close();
  telemetry.close();
}
