import { FrameFinder, type BadFrame } from './frame.ts';
import { decodedLines, type DecodedLine } from './lines.ts';
import { parseTelegram } from './telegram.ts';

/** What a capture was made of; every byte is in a frame or skipped. */
export interface CaptureSummary {
  /** Frames whose check value is right. */
  readonly ok: number;
  /** Frames that carry no check value. */
  readonly unchecked: number;
  readonly bad: Readonly<Partial<Record<BadFrame, number>>>;
  /** In no frame, or in one that the beginning or the end of the capture cuts. */
  readonly bytesSkipped: number;
  /** Of good frames: lines that are no data object. */
  readonly linesSkipped: number;
}

export interface DecodedCapture {
  readonly lines: readonly DecodedLine[];
  readonly summary: CaptureSummary;
}

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
