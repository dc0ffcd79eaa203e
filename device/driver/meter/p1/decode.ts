import type { MeterKindName } from '#domain/meter/kinds.ts';
import type { CaptureFormat, DecodedCapture, DecodedLine } from '../decoded.ts';
import { decodedLines } from './lines.ts';
import { P1_ZONE } from './p1.ts';
import { redacted } from './redact.ts';
import type { Dialect } from './stream.ts';
import { parseTelegram } from './telegram.ts';
import { p1Keys, TelegramFinder, type BadTelegram, type P1Keys } from './telegrams.ts';

/** Everything that a capture of a P1 port says. @param zone IANA zone of the meter's clock. @param keys of an encrypted meter. */
export const decodeCapture = (capture: Uint8Array, zone: string, keys: P1Keys | null = null): DecodedCapture =>
  decodeTelegrams(capture, zone, { finder: new TelegramFinder(keys), parse: parseTelegram });

/** The same in another dialect. */
export function decodeTelegrams(capture: Uint8Array, zone: string, { finder, parse }: Pick<Dialect, 'finder' | 'parse'>): DecodedCapture {
  const lines: DecodedLine[] = [];
  const bad: Partial<Record<BadTelegram | 'empty', number>> = {};
  const counted = { right: 0, none: 0, malformed: 0 };
  let kind: MeterKindName | null = null;
  for (const found of [...finder.push(capture), ...finder.end()]) {
    if (found.kind === 'bad') {
      bad[found.reason] = (bad[found.reason] ?? 0) + 1;
      continue;
    }
    const telegram = parse(found.bytes);
    counted.malformed += telegram.malformed;
    if (telegram.objects.length === 0) {
      bad.empty = (bad.empty ?? 0) + 1;
      continue;
    }
    if (found.isSealed) kind = 'p1-elsewhere';
    counted[found.check]++;
    for (const line of decodedLines(telegram, zone)) lines.push(line);
  }
  const { right: ok, none: unchecked, malformed: linesSkipped } = counted;
  return { lines, kind, summary: { ok, unchecked, bad, bytesSkipped: finder.skipped, linesSkipped } };
}

export const p1Capture: CaptureFormat = {
  name: 'p1',
  encrypts: true,
  remedy: 'Capture the bytes as they come from the port, with their CR LF line ends, for at least ten seconds; an encrypted meter needs its --key.',
  decode: (capture, { zone, key }) => decodeCapture(capture, zone ?? P1_ZONE, p1Keys(key)),
  redact: (capture, { key }) => redacted(capture, p1Keys(key)),
};
