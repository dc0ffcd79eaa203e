import { account, type Account } from '#domain/ledger/account.ts';
import { type Bill, billOf } from '#domain/ledger/bill.ts';
import type { Metered } from '#domain/ledger/metered.ts';
import { unknownSentence } from '#domain/meter/energyCells.ts';
import { flowsOf, parseUsage } from '#domain/meter/usage.ts';
import type { Interval } from '#domain/time/instant.ts';
import { instantOfText } from '#domain/time/text.ts';
import { isZone } from '#domain/time/zone.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { isoText, wattHours } from './answer.ts';
import type { Command, Terminal } from './command.ts';
import { EXIT, wrongUse } from './fault.ts';
import { textOf } from '../transport/file.ts';
import { oneOf, readFlags } from './flags.ts';
import { tariffFromText, type WantedVat } from '../source/tariffFile.ts';

const USAGE =
  '--tariff FILE [--export-tariff FILE] --usage FILE [--columns "start|end=COL,import_kwh=COL,..."] [--label start|end] [--zone ZONE] [--from T --to T] [--vat inc|exc]';

const KINDS = {
  tariff: 'string', 'export-tariff': 'string', usage: 'string', columns: 'string', label: 'string', zone: 'string', from: 'string', to: 'string', vat: 'string',
} as const;

interface Request {
  readonly tariff: string;
  readonly exportTariff: string | undefined;
  readonly usage: string;
  readonly columns: string | null;
  readonly label: 'start' | 'end' | null;
  readonly zone: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly vat: WantedVat;
}

/** `tidewatt bill`: what a usage file costs under a tariff (docs/formats/bill.md). */
export const bill: Command = {
  name: 'bill',
  usage: USAGE,
  async run(args, terminal) {
    const request = requestOf(args);
    const buying = await tariffOf(request.tariff, request.vat, terminal);
    const selling = request.exportTariff === undefined ? null : await tariffOf(request.exportTariff, 'inc', terminal);
    if (selling && selling.currency !== buying.currency) throw wrongUse(`The tariffs are in ${buying.currency} and ${selling.currency}.`, 'Give two tariffs of one currency.');
    const usage = await usageOf(request, request.zone ?? buying.zone, terminal);
    const folded = account({ buying, selling }, usage.period, usage.metered);
    terminal.print(answerOf(buying, folded, billOf(folded, buying.vat, request.vat), usage.net));
    return EXIT.answered;
  },
};

function requestOf(args: readonly string[]): Request {
  const { flags, names } = readFlags(args, KINDS, USAGE);
  if (names.length > 0) throw wrongUse(`${JSON.stringify(names[0])} stands there without a flag.`, `Use: ${USAGE}`);
  const { tariff, usage, zone } = flags;
  if (tariff === undefined || usage === undefined) throw wrongUse('A bill needs a tariff and a usage file.', `Use: ${USAGE}`);
  if ([tariff, usage, flags['export-tariff']].filter((file) => file === '-').length > 1) throw wrongUse('Standard input is named twice.', 'Give - for one file only.');
  if (zone !== undefined && !isZone(zone)) throw wrongUse(`${JSON.stringify(zone)} is no time zone.`, 'Use a name of the IANA database such as Europe/London.');
  const { columns = null, from, to } = flags;
  return {
    tariff, usage, zone, from, to, columns, exportTariff: flags['export-tariff'],
    label: oneOf('label', flags.label, ['start', 'end']) ?? null,
    vat: oneOf('vat', flags.vat, ['inc', 'exc']) ?? 'inc',
  };
}

const tariffOf = async (file: string, vat: WantedVat, terminal: Terminal): Promise<Tariff> => tariffFromText(textOf(await terminal.read(file), 'tariff'), vat);

interface BilledUsage {
  readonly metered: readonly Metered[];
  readonly period: Interval;
  readonly net: boolean;
}

async function usageOf({ usage: file, columns, label, from, to }: Request, zone: string, terminal: Terminal): Promise<BilledUsage> {
  const usage = parseUsage(textOf(await terminal.read(file), 'usage'), { columns, label, zone });
  if (usage.skipped > 0) terminal.note(`${usage.skipped} lines were left out: no time that exists, or a time already told.`);
  const unknown = unknownSentence(usage.unknown);
  const { flows, net } = flowsOf(usage);
  if (flows.length === 0 && unknown !== null) throw nothingKnown(unknown);
  if (unknown !== null) terminal.note(`${unknown}: their time is a gap.`);
  const metered = flows.map(({ start, end, imported, exported }): Metered => ({ start, end, import: imported, export: exported, estimated: false }));
  const [first, last] = [usage.rows[0], usage.rows.at(-1)];
  if (!first || !last) throw nothingIn();
  const period = { start: instantOfFlag('from', from, zone) ?? first.start, end: instantOfFlag('to', to, zone) ?? last.end };
  if (from !== undefined && to !== undefined && period.start >= period.end) throw wrongUse('--to is not after --from.', 'Give a time to stop at that is later than the start.');
  if (!metered.some(({ start, end }) => start < period.end && end > period.start)) throw nothingIn();
  return { metered, period, net };
}

function instantOfFlag(flag: string, text: string | undefined, zone: string): Interval['start'] | undefined {
  if (text === undefined) return undefined;
  const at = instantOfText(text, zone);
  if (at === undefined) throw wrongUse(`--${flag} is ${JSON.stringify(text)}.`, `Use a date such as 2023-03-24 or a time such as 2023-03-24T00:00:00Z; without an offset it is in ${zone}.`);
  return at;
}

const nothingKnown = (unknown: string): Refusal =>
  new Refusal(
    { id: 'usage-empty', message: `No line of the usage file tells all its energies: ${unknown}.`, remedy: 'Write energies as plain decimals from zero up, such as 1234.5, without a mark between thousands.' },
    'nothing-valid',
  );

const nothingIn = (): Refusal =>
  new Refusal({ id: 'usage-empty', message: 'The usage file has no energy in the time asked for.', remedy: 'Check --from and --to against the times in the file.' }, 'nothing-valid');

function answerOf({ currency }: Tariff, folded: Account, { total, parts, registers }: Bill, net: boolean): object {
  return {
    currency,
    total_micro: total,
    parts: parts.map(({ name, money }) => ({ name, micro: money })),
    registers: registers.map(({ rate, direction, energy, money }) => ({ rate, direction, wh: wattHours(energy), micro: money })),
    import_wh: wattHours(folded.importEnergy),
    export_wh: wattHours(folded.exportEnergy),
    unpriced_wh: wattHours(folded.unpriced),
    estimated_wh: wattHours(folded.estimated),
    gaps: folded.gaps.map(({ start, end }) => ({ start: isoText(start), end: isoText(end) })),
    net,
    from: isoText(folded.period.start),
    to: isoText(folded.period.end),
  };
}
