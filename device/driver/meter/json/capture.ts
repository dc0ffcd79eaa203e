import type { CaptureFormat, DecodedCapture, DecodedLine } from '../decoded.ts';
import { JsonFinder } from './finder.ts';
import type { JsonKind, JsonTelling } from './kind.ts';
import { masked } from './mask.ts';
import { outcomes } from './stream.ts';
import { numberOf } from './told.ts';

/** Everything that a recording of a meter's messages says. No message has a check value. @param zone IANA zone of the meter's clock. */
export function decodeMessages(kind: JsonKind, capture: Uint8Array, zone: string): DecodedCapture {
  const finder = new JsonFinder();
  const found = [...finder.push(capture), ...finder.end()];
  const lines: DecodedLine[] = [];
  const bad: Partial<Record<string, number>> = {};
  let [unchecked, linesSkipped] = [0, 0];
  for (const outcome of outcomes(kind.reader({ zone, channel: null }), found)) {
    if (typeof outcome === 'string') {
      bad[outcome] = (bad[outcome] ?? 0) + 1;
      continue;
    }
    unchecked++;
    linesSkipped += outcome.malformed;
    for (const line of linesOf(outcome)) lines.push(line);
  }
  return { lines, summary: { ok: 0, unchecked, bad, bytesSkipped: finder.skipped, linesSkipped } };
}

const linesOf = ({ time, told }: JsonTelling): DecodedLine[] =>
  told.map(({ obis, name, value, unit, phase, at }) => ({ time: at ?? time, obis, name, value: typeof value === 'string' ? value : numberOf(value), unit, phase }));

export const jsonCapture = (kind: JsonKind): CaptureFormat => ({
  name: kind.name,
  encrypts: false,
  remedy: 'Record one message a line, the topic before it where it came by MQTT (mosquitto_sub -v), or the bodies as HTTP gave them.',
  decode: (capture, { zone }) => decodeMessages(kind, capture, zone ?? kind.zone),
  redact: (capture) => masked(kind, capture),
});
