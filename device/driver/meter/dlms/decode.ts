import type { MeterKindName } from '#domain/meter/kinds.ts';
import type { CaptureFormat, DecodedCapture, DecodedLine, DecodeOptions } from '../decoded.ts';
import { Assembler, type Assembled } from './assembler.ts';
import { readKeys } from './cipher.ts';
import { DLMS_ZONE } from './dlms.ts';
import { FrameFinder } from './frame.ts';
import { bytesOfCapture, writtenLike } from './hexText.ts';
import { kindOf } from './kind.ts';
import { pushLines } from './lines.ts';
import { readPush } from './push.ts';
import { redacted } from './redact.ts';

/**
 * Everything that a capture of DLMS pushes says. A frame counts as good when its check is right and what it is part of
 * could be read; one that carries nothing, when its check is right.
 * @throws Refusal `meter-key`
 */
export function decodeDlms(capture: Uint8Array, { key, zone }: DecodeOptions): DecodedCapture {
  const finder = new FrameFinder(true);
  const tally = new Tally(readKeys(key), zone ?? DLMS_ZONE);
  for (const found of [...finder.push(bytesOfCapture(capture)), ...finder.end()]) {
    if (found.kind === 'bad') tally.blame(found.reason, 1);
    else for (const assembled of tally.assembler.take(found)) tally.add(assembled);
  }
  for (const assembled of tally.assembler.end()) tally.add(assembled);
  return { lines: tally.lines, kind: tally.kind, summary: { ...tally.counts, bad: tally.bad, bytesSkipped: finder.skipped } };
}

class Tally {
  readonly assembler = new Assembler();
  readonly lines: DecodedLine[] = [];
  readonly bad: Partial<Record<string, number>> = {};
  readonly counts = { ok: 0, unchecked: 0, linesSkipped: 0 };
  kind: MeterKindName | null = null;
  readonly #keys;
  readonly #zone;

  constructor(keys: ReturnType<typeof readKeys>, zone: string) {
    this.#keys = keys;
    this.#zone = zone;
  }

  add(assembled: Assembled): void {
    const { apdu, pieces } = assembled;
    if (apdu === null) return this.blame('cut', pieces.length);
    const push = apdu.length === 0 ? null : readPush(apdu, this.#keys, this.#zone);
    if (typeof push === 'string') return this.blame(push, pieces.length);
    for (const { frame } of pieces) this.counts[frame.link === 'none' ? 'unchecked' : 'ok']++;
    this.kind = kindOf(assembled) ?? this.kind;
    if (push) this.lines.push(...pushLines(push, this.#zone));
  }

  blame(reason: string, frames: number): void {
    this.bad[reason] = (this.bad[reason] ?? 0) + frames;
  }
}

export const dlmsCapture: CaptureFormat = {
  name: 'dlms',
  encrypts: true,
  remedy: 'Capture the bytes as they come from the port for at least ten seconds; for a meter that encrypts give its key with --key.',
  decode: decodeDlms,
  redact: (capture, { key, zone }) => writtenLike(capture, redacted(bytesOfCapture(capture), readKeys(key), zone ?? DLMS_ZONE)),
};
