import type { MeterKindName } from '#domain/meter/kinds.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { CaptureFormat, DecodedCapture, DecodedLine } from '../decoded.ts';
import { FrameFinder } from './frame.ts';
import { groupsOf, meterKindOf, type Group } from './group.ts';
import { parseHorodate } from './horodate.ts';
import { labelOf } from './labels.ts';
import { redacted } from './redact.ts';
import { TIC_ZONE } from './tic.ts';

/** Everything that a capture of a TIC output says. @param zone IANA zone of the meter's clock. */
export function decodeTic(capture: Uint8Array, zone: string): DecodedCapture {
  const finder = new FrameFinder();
  const lines: DecodedLine[] = [];
  const bad: Partial<Record<string, number>> = {};
  let ok = 0;
  let kind: MeterKindName | null = null;
  for (const found of [...finder.push(capture), ...finder.end()]) {
    const groups = found.kind === 'bad' ? found.reason : groupsOf(found.text);
    if (typeof groups === 'string') {
      bad[groups] = (bad[groups] ?? 0) + 1;
      continue;
    }
    ok++;
    kind = meterKindOf(groups);
    for (const line of frameLines(groups, zone)) lines.push(line);
  }
  return { lines, kind, summary: { ok, unchecked: 0, bad, bytesSkipped: finder.skipped, linesSkipped: 0 } };
}

function frameLines(groups: readonly Group[], zone: string): readonly DecodedLine[] {
  const stamp = groups.find(({ label }) => label === 'DATE')?.horodate ?? null;
  const sent = stamp === null ? null : parseHorodate(stamp, zone);
  return groups.map((group) => lineOf(group, sent, zone));
}

/** The label stands in the name: it is what the papers of meter and supplier speak of. */
function lineOf({ label, horodate, value }: Group, sent: Instant | null, zone: string): DecodedLine {
  const known = labelOf(label);
  return {
    time: horodate === null ? sent : parseHorodate(horodate, zone),
    obis: known?.obis ?? null,
    name: known ? `${known.name} (${label})` : label,
    value: known?.kind === 'number' ? Number(value) * known.factor : label === 'DATE' ? (horodate ?? value) : value.trim(),
    unit: known?.unit ?? null,
    phase: known?.phase ?? null,
  };
}

export const ticCapture: CaptureFormat = {
  name: 'tic',
  encrypts: false,
  remedy: 'Capture the bytes as they come from the terminals I1 and I2, the adapter set to 7E1 at 1200 or 9600 Bd, for at least ten seconds.',
  decode: (capture, { zone }) => decodeTic(capture, zone ?? TIC_ZONE),
  redact: (capture) => redacted(capture),
};
