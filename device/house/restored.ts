import type { LinkMessage } from '#wire/message/link.ts';
import type { Opened } from './storage/storage.ts';

/** What the householder is told of stores that were damaged; the worse of both. */
export function restoredOf({ replaced: { journal, telemetry } }: Pick<Opened, 'replaced'>): LinkMessage['restored'] {
  const both = [journal, telemetry];
  if (both.includes('empty')) return 'empty';
  return both.includes('backup') ? 'backup' : null;
}
