import { isZone } from '#domain/time/zone.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { PLANNED_FORMATS } from '../driver/meter/index.ts';
import { decodeCapture, type CaptureSummary, type DecodedCapture } from '../driver/meter/p1/decode.ts';
import { P1_ZONE } from '../driver/meter/p1/p1.ts';
import { redacted } from '../driver/meter/p1/redact.ts';
import { isoText } from './answer.ts';
import type { Command, Terminal } from './command.ts';
import { EXIT, wrongUse } from './fault.ts';
import { readFlags } from './flags.ts';

const USAGE = '--format p1 [--zone Europe/Amsterdam] [--redact] FILE';

/** What a capture of a meter's port says, or the capture itself without serial numbers (docs/formats/decode.md). */
export const decode: Command = {
  name: 'decode',
  usage: USAGE,
  async run(args, terminal) {
    const { flags, names } = readFlags(args, { format: 'string', key: 'string', zone: 'string', redact: 'boolean' }, `decode ${USAGE}`);
    checkFormat(flags.format);
    const { zone = P1_ZONE } = flags;
    if (!isZone(zone)) throw wrongUse(`--zone ${zone} is no time zone.`, 'Give the IANA name of the zone the meter is in.');
    const [file] = names;
    if (file === undefined || names.length > 1) throw wrongUse('decode reads one FILE.', `Use: decode ${USAGE}`);
    if (flags.key !== undefined) terminal.note('A P1 telegram is not encrypted: --key is not used.');
    const capture = await terminal.read(file);
    if (flags.redact) return redact(capture, terminal);
    return answer(decodeCapture(capture, zone), terminal);
  },
};

function checkFormat(format: string | undefined): void {
  if (format === 'p1') return;
  const known = `Use --format with one of p1, ${PLANNED_FORMATS.join(', ')}.`;
  if (format === undefined) throw wrongUse('decode needs the format of the capture.', known);
  if (!PLANNED_FORMATS.includes(format)) throw wrongUse(`There is no format ${JSON.stringify(format)}.`, known);
  throw new Refusal({ id: 'format-not-built', message: `decode --format ${format} is not built yet.`, remedy: 'The format that is built is p1.' });
}

function redact(capture: Uint8Array, terminal: Terminal): number {
  if (terminal.json) throw wrongUse('--redact writes the capture, which is not JSON.', 'Leave --json out.');
  terminal.write(redacted(capture));
  return EXIT.answered;
}

function answer({ lines, summary }: DecodedCapture, terminal: Terminal): number {
  for (const { time, ...line } of lines) terminal.print({ time: time === null ? null : isoText(time), ...line, quality: 'measured' });
  terminal.print({ summary: printed(summary) });
  if (summary.ok + summary.unchecked > 0) return EXIT.answered;
  throw nothingValid(summary);
}

const printed = ({ ok, unchecked, bad, bytesSkipped, linesSkipped }: CaptureSummary): Readonly<Record<string, unknown>> => ({
  frames_ok: ok,
  frames_unchecked: unchecked,
  frames_bad: Object.values(bad).reduce((sum, count) => sum + count, 0),
  reasons: bad,
  bytes_skipped: bytesSkipped,
  lines_skipped: linesSkipped,
});

function nothingValid({ bad }: CaptureSummary): Refusal {
  const wrong = bad.crc ?? 0;
  const why = wrong > 0 ? `${wrong} with a wrong check value` : 'no whole one';
  return new Refusal(
    {
      id: 'nothing-valid',
      message: `The capture holds no P1 telegram that can be used: ${why}.`,
      remedy: 'Capture the bytes as they come from the port, with their CR LF line ends, for at least ten seconds.',
    },
    'nothing-valid',
  );
}
