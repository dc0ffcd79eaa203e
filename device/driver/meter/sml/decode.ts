import type { CaptureFormat, DecodedCapture, DecodedLine } from '../decoded.ts';
import { FrameFinder } from './frame.ts';
import { decodedLines } from './lines.ts';
import { redacted } from './redact.ts';
import { frameLists } from './stream.ts';

/** Everything that a capture of an SML port says. */
export function decodeCapture(capture: Uint8Array): DecodedCapture {
  const finder = new FrameFinder();
  const lines: DecodedLine[] = [];
  const bad: Partial<Record<string, number>> = {};
  const counted = { ok: 0, malformed: 0 };
  for (const found of [...finder.push(capture), ...finder.end()]) {
    const lists = found.kind === 'bad' ? found.reason : frameLists(found.frame);
    if (typeof lists === 'string') {
      bad[lists] = (bad[lists] ?? 0) + 1;
      continue;
    }
    counted.ok++;
    for (const list of lists) {
      const told = decodedLines(list);
      counted.malformed += list.malformed + list.entries.length - told.length;
      lines.push(...told);
    }
  }
  return { lines, summary: { ok: counted.ok, unchecked: 0, bad, bytesSkipped: finder.skipped, linesSkipped: counted.malformed } };
}

export const smlCapture: CaptureFormat = {
  name: 'sml',
  encrypts: false,
  remedy: 'Capture the bytes as they come from the optical head, 9600 baud 8N1 and nothing translated, for at least ten seconds.',
  decode: (capture) => decodeCapture(capture),
  redact: (capture) => redacted(capture),
};
