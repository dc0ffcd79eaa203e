import type { CaptureFormat, DecodedCapture, DecodedLine } from '../decoded.ts';
import { FrameFinder, type BadFrame } from './frame.ts';
import { decodedLines } from './lines.ts';
import { P1_ZONE } from './p1.ts';
import { redacted } from './redact.ts';
import { parseTelegram } from './telegram.ts';

/** Everything that a capture of a P1 port says. @param zone IANA zone of the meter's clock. */
export function decodeCapture(capture: Uint8Array, zone: string): DecodedCapture {
  const finder = new FrameFinder();
  const lines: DecodedLine[] = [];
  const bad: Partial<Record<BadFrame, number>> = {};
  const counted = { right: 0, none: 0, malformed: 0 };
  for (const found of [...finder.push(capture), ...finder.end()]) {
    if (found.kind === 'bad') {
      bad[found.reason] = (bad[found.reason] ?? 0) + 1;
      continue;
    }
    const telegram = parseTelegram(found.bytes);
    counted[found.check]++;
    counted.malformed += telegram.malformed;
    for (const line of decodedLines(telegram, zone)) lines.push(line);
  }
  const { right: ok, none: unchecked, malformed: linesSkipped } = counted;
  return { lines, summary: { ok, unchecked, bad, bytesSkipped: finder.skipped, linesSkipped } };
}

export const p1Capture: CaptureFormat = {
  name: 'p1',
  encrypts: false,
  remedy: 'Capture the bytes as they come from the port, with their CR LF line ends, for at least ten seconds.',
  decode: (capture, { zone }) => decodeCapture(capture, zone ?? P1_ZONE),
  redact: (capture) => redacted(capture),
};
