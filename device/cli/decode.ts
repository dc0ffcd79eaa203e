import { isUnseenFormat, isUnseenKind } from '#domain/meter/kinds.ts';
import { isZone } from '#domain/time/zone.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { CAPTURES } from '../driver/meter/captures.ts';
import type { CaptureFormat, CaptureSummary, DecodedCapture, DecodeOptions } from '../driver/meter/decoded.ts';
import { isKeyItself, METER_KEY_VARIABLE } from '../meterKey.ts';
import { isoText } from './answer.ts';
import type { Command, Terminal } from './command.ts';
import { EXIT, wrongUse } from './fault.ts';
import { readFlags } from './flags.ts';

const NAMES = CAPTURES.map(({ name }) => name);
const USAGE = `--format ${NAMES.join('|')} [--key FILE] [--zone Europe/Amsterdam] [--redact] FILE`;

/** A capture is held whole, and what it says beside it, twenty times as large where telegrams are short: ten hours of one a second. */
const LARGEST = 32 * 2 ** 20;

/** What a capture of a meter's port says, or the capture itself without serial numbers (docs/formats/decode.md). */
export const decode: Command = {
  name: 'decode',
  usage: USAGE,
  async run(args, terminal) {
    const { flags, names } = readFlags(args, { format: 'string', key: 'string', zone: 'string', redact: 'boolean' }, `decode ${USAGE}`);
    const format = formatOf(flags.format);
    const { zone = null } = flags;
    if (zone !== null && !isZone(zone)) throw wrongUse(`--zone ${zone} is no time zone.`, 'Give the IANA name of the zone the meter is in.');
    const [file] = names;
    if (file === undefined || names.length > 1) throw wrongUse('decode reads one FILE.', `Use: decode ${USAGE}`);
    const key = await keyOf(flags.key, terminal);
    if (flags.key !== undefined && !format.encrypts) terminal.note(`Format ${format.name} is not encrypted: --key is not used.`);
    const capture = await terminal.read(file, LARGEST);
    if (flags.redact) return redact(format, capture, { zone, key }, terminal);
    const decoded = format.decode(capture, { zone, key });
    if (isUnseen(format, decoded)) terminal.note(`${called(format, decoded)} is built from the specification, never seen: please compare its values with the meter’s own.`);
    return answer(format, decoded, terminal);
  },
};

const isUnseen = ({ name }: CaptureFormat, { kind = null }: DecodedCapture): boolean => (kind === null ? isUnseenFormat(name) : isUnseenKind(kind));
const called = ({ name }: CaptureFormat, { kind = null }: DecodedCapture): string => (kind === null ? `Format ${name}` : `Format ${name}, as this meter speaks it (${kind}),`);

/** In the file that is named, or in the environment. Digits on the command line are a key as well: every process of the machine can read them there. */
async function keyOf(given: string | undefined, terminal: Terminal): Promise<string | null> {
  if (given === undefined) return process.env[METER_KEY_VARIABLE] ?? null;
  if (!isKeyItself(given)) return Buffer.from(await terminal.read(given)).toString('utf8').trim();
  terminal.note(`The digits after --key can be read in the list of processes: name a file that holds them, or set ${METER_KEY_VARIABLE}.`);
  return given;
}

function formatOf(name: string | undefined): CaptureFormat {
  const format = CAPTURES.find((known) => known.name === name);
  if (format) return format;
  const known = `Use --format with one of ${NAMES.join(', ')}.`;
  throw name === undefined ? wrongUse('decode needs the format of the capture.', known) : wrongUse(`There is no format ${JSON.stringify(name)}.`, known);
}

function redact(format: CaptureFormat, capture: Uint8Array, options: DecodeOptions, terminal: Terminal): number {
  if (terminal.json) throw wrongUse('--redact writes the capture, which is not JSON.', 'Leave --json out.');
  terminal.write(format.redact(capture, options));
  return EXIT.answered;
}

function answer(format: CaptureFormat, { lines, summary }: DecodedCapture, terminal: Terminal): number {
  for (const { time, ...line } of lines) terminal.print({ time: time === null ? null : isoText(time), ...line, quality: 'measured' });
  terminal.print({ summary: printed(summary) });
  if (summary.ok + summary.unchecked > 0) return EXIT.answered;
  throw nothingValid(format, summary);
}

const printed = ({ ok, unchecked, bad, bytesSkipped, linesSkipped }: CaptureSummary): Readonly<Record<string, unknown>> => ({
  frames_ok: ok,
  frames_unchecked: unchecked,
  frames_bad: Object.values(bad).reduce<number>((sum, count) => sum + (count ?? 0), 0),
  reasons: bad,
  bytes_skipped: bytesSkipped,
  lines_skipped: linesSkipped,
});

const WHY = [
  ['key-missing', 'encrypted, and no --key was given'],
  ['key', 'that the key does not open'],
  ['crc', 'with a wrong check value'],
] as const;

function nothingValid({ name, remedy }: CaptureFormat, { bad }: CaptureSummary): Refusal {
  const why = WHY.flatMap(([reason, words]) => (bad[reason] ? [`${bad[reason]} ${words}`] : []))[0] ?? 'no whole one';
  return new Refusal({ id: 'nothing-valid', message: `The capture holds no ${name} frame that can be used: ${why}.`, remedy }, 'nothing-valid');
}
