import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { instantOfText } from '#domain/time/text.ts';
import { isZone } from '#domain/time/zone.ts';
import type { Instant } from '#domain/time/instant.ts';
import { readCertificate } from '../certificate.ts';
import { fileFault } from '../fileFault.ts';
import { isKeyItself } from '../meterKey.ts';
import { prepareStateFolder } from '../stateFolder.ts';
import { isLiveAddress } from '../transport/live.ts';
import { refuse } from './failure.ts';
import { readFlags, refuseIdle, wholeNumber, type StartFlags } from './startFlags.ts';

export interface ReplayWish {
  readonly file: string;
  readonly columns: string | null;
  readonly label: 'start' | 'end' | null;
}

/** The command line, checked as far as it can be without opening a port (FORMATS, start). All paths are absolute. */
export interface StartOptions {
  readonly port: number;
  /** Null takes 1883, or a free one where that is taken. */
  readonly mqttPort: number | null;
  readonly stateDir: string;
  /** What the home's meter is: a device or file, a replay, or none at all (the simulated home). */
  readonly meter: { readonly kind: 'meter'; readonly address: string; readonly format: string | null; readonly key: string | null } | ({ readonly kind: 'replay' } & ReplayWish) | { readonly kind: 'simulated'; readonly seed: number };
  readonly zone: string;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly speed: number;
  readonly lan: boolean;
  readonly cert: string | null;
  readonly key: string | null;
  readonly tariff: string | null;
  /** A devices file, `none`, or null for what fits the meter. */
  readonly devices: string | null;
  /** A home file (docs/formats/home.md); null = nothing is known of the house. */
  readonly home: string | null;
}

/** Where a start is called from. */
export interface Caller {
  readonly folder: string;
  /** The project's own folder: the state is kept there unless told otherwise. */
  readonly project: string;
  /** IANA zone of the machine. */
  readonly zone: string;
  /** The key of an encrypted meter from the environment; left out or null = none. */
  readonly meterKey?: string | null;
}

const DEFAULT_PORT = 8_080;
const FASTEST = 100_000;
/** Whose data the replays of the project are, and where its simulated home stands. */
const EXAMPLE_ZONE = 'Europe/London';

/** @throws Refusal with a sentence for the first thing that is wrong. */
export function readOptions(argv: readonly string[], caller: Caller): StartOptions {
  const flags = readFlags(argv);
  const meter = meterOf(flags, caller);
  refuseIdle(flags);
  const zone = flags.zone ?? (meter.kind === 'meter' ? caller.zone : EXAMPLE_ZONE);
  if (!isZone(zone)) throw refuse('unknown-zone', `--zone ${zone} is no time zone.`, 'Give an IANA name such as Europe/London.');
  const [cert, key] = [flags.cert, flags.key].map((file) => (file === undefined ? null : resolve(caller.folder, file)));
  readCertificate(flags.lan ?? false, cert ?? null, key ?? null);
  return {
    port: wholeNumber('port', flags.port, 0, 65_535, DEFAULT_PORT),
    mqttPort: flags['mqtt-port'] === undefined ? null : wholeNumber('mqtt-port', flags['mqtt-port'], 0, 65_535, 0),
    stateDir: prepareStateFolder(flags.state === undefined ? join(caller.project, 'state') : resolve(caller.folder, flags.state)),
    meter,
    zone,
    ...range(flags, zone),
    speed: speedOf(flags.speed),
    lan: flags.lan ?? false,
    cert: cert ?? null,
    key: key ?? null,
    tariff: flags.tariff === undefined ? null : readable('--tariff', resolve(caller.folder, flags.tariff)),
    home: flags.home === undefined ? null : readable('--home', resolve(caller.folder, flags.home)),
    devices: flags.devices === undefined || flags.devices === 'none' ? (flags.devices ?? null) : readable('--devices', resolve(caller.folder, flags.devices)),
  };
}

function meterOf(flags: StartFlags, caller: Caller): StartOptions['meter'] {
  if (flags.meter !== undefined && flags.replay !== undefined) throw refuse('two-meters', 'Both --meter and --replay were given.', 'A home has one meter: give one of them.');
  if (flags.meter !== undefined) return { kind: 'meter', address: isLiveAddress(flags.meter) ? flags.meter : resolve(caller.folder, flags.meter), format: flags.format ?? null, key: meterKey(flags['meter-key'], caller) };
  if (flags.replay === undefined) return { kind: 'simulated', seed: wholeNumber('seed', flags.seed, 0, 2 ** 32 - 1, 1) };
  if (flags.label !== undefined && flags.label !== 'start' && flags.label !== 'end')
    throw refuse('wrong-value', `--label ${flags.label}: a time column names the start or the end of its interval.`, 'Give --label start or --label end.');
  return { kind: 'replay', file: readable('--replay', resolve(caller.folder, flags.replay)), columns: flags.columns ?? null, label: flags.label ?? null };
}

/**
 * The key of an encrypted meter, or the password of one that asks for it: in hexadecimal digits, or what the named file holds, or else what the caller brings
 * along. Digits on the command line can be read by every process of the machine: a file is better.
 */
function meterKey(given: string | undefined, caller: Caller): string | null {
  if (given === undefined) return caller.meterKey ?? null;
  return isKeyItself(given) ? given : readText('--meter-key', resolve(caller.folder, given)).trim();
}

function range(flags: StartFlags, zone: string): { readonly from: Instant | null; readonly to: Instant | null } {
  const [from, to] = (['from', 'to'] as const).map((name) => {
    const text = flags[name];
    if (text === undefined) return null;
    const at = instantOfText(text, zone);
    if (at === undefined) throw refuse('wrong-value', `--${name} ${text} is no time.`, 'Give a day such as 2023-03-24, or an instant such as 2023-03-24T12:00:00Z.');
    return at;
  });
  if (from != null && to != null && to <= from) throw refuse('empty-range', `The range from ${flags.from} to ${flags.to} holds nothing.`, 'Give a --to that is later than --from.');
  return { from: from ?? null, to: to ?? null };
}

function speedOf(text: string | undefined): number {
  const speed = text === undefined ? 1 : Number(text);
  if (text?.trim() !== '' && speed > 0 && speed <= FASTEST) return speed;
  throw refuse('wrong-value', `--speed ${text}: a replay runs 0 to ${FASTEST} times as fast as the day.`, 'Give --speed a number above 0, such as 600.');
}

function readable(flag: string, file: string): string {
  try {
    accessSync(file, constants.R_OK);
    if (!statSync(file).isDirectory()) return file;
  } catch (error) {
    throw refuse('file-unreadable', `${flag} ${file} cannot be read: ${fileFault(error)}.`, 'Give the path of a file that this user can read.');
  }
  throw refuse('file-unreadable', `${flag} ${file} cannot be read: it is a folder.`, 'Give the path of a file.');
}

/** @throws Refusal */
export function readText(flag: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw refuse('file-unreadable', `${flag} ${file} cannot be read: ${fileFault(error)}.`, 'Give the path of a file that this user can read.');
  }
}
