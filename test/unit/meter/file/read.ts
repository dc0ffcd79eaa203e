import { UsageFile, type ReadUsage, type SeveralSeries, type UnknownTable, type UsageFileOptions } from '#domain/meter/file/usageFile.ts';
import { instant } from '#domain/time/instant.ts';

export const LATEST = instant(Date.UTC(2026, 0, 1));

/** Reads a text in pieces of so many characters. */
export function readUsage(text: string, options: Partial<UsageFileOptions> = {}, piece = 17): ReadUsage | UnknownTable | SeveralSeries {
  const file = new UsageFile({ zone: 'UTC', direction: 'import', mapping: null, latest: LATEST, ...options });
  for (let at = 0; at < text.length; at += piece) if (!file.push(text.slice(at, at + piece))) break;
  return file.close();
}

/** The same where it must be known. */
export function read(text: string, options: Partial<UsageFileOptions> = {}, piece = 17): ReadUsage {
  const found = readUsage(text, options, piece);
  if (found.kind !== 'read') throw new Error(`not known: ${found.kind === 'unknown' ? found.header.join('|') : found.series.map(({ name }) => name).join('|')}`);
  return found;
}
