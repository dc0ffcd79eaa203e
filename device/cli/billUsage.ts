import type { Terms } from '#domain/ledger/account.ts';
import type { Directions, Metered } from '#domain/ledger/metered.ts';
import type { ExtraKind } from '#domain/meter/columns.ts';
import { unknownSentence } from '#domain/meter/energyCells.ts';
import { flowsOf, parseUsage, type UsageFlow } from '#domain/meter/usage.ts';
import { energyOfGas, type ExactVolume, type GasConversion } from '#domain/tariff/gas.ts';
import { unitPartsOfAll, type TariffScope } from '#domain/tariff/tariff.ts';
import type { Interval } from '#domain/time/instant.ts';
import { instantOfText } from '#domain/time/text.ts';
import type { ExactEnergy } from '#domain/units/money.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { textOf } from '../transport/file.ts';
import type { Terminal } from './command.ts';
import { wrongUse } from './fault.ts';

interface UsageRequest {
  readonly usage: string;
  readonly columns: string | null;
  readonly label: 'start' | 'end' | null;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface BilledUsage {
  /** Of the period, its edges cut by the ledger. */
  readonly metered: readonly Metered[];
  /** Before the period: for the blocks and peaks that still count in it. */
  readonly earlier: readonly Metered[];
  readonly period: Interval;
  readonly net: boolean;
  readonly extras: readonly ExtraKind[];
}

/** Reads a usage file for a bill. @throws Refusal for a file that cannot be used or holds nothing of the time asked for. */
export async function usageOf({ usage: file, columns, label, from, to }: UsageRequest, { zone, gas }: { readonly zone: string; readonly gas: GasConversion | null }, terminal: Terminal): Promise<BilledUsage> {
  const usage = parseUsage(textOf(await terminal.read(file), 'usage'), { columns, label, zone });
  if (usage.skipped > 0) terminal.note(`${usage.skipped} lines were left out: no time that exists, or a time already told.`);
  if (usage.extras.includes('gas') && gas === null) throw gasOnElectricity();
  const unknown = unknownSentence(usage.unknown);
  const { flows, net } = flowsOf(usage);
  if (flows.length === 0 && unknown !== null) throw nothingKnown(unknown);
  if (unknown !== null) terminal.note(`${unknown}: their time is a gap.`);
  const all = flows.map((flow) => meteredOf(flow, gas));
  const [first, last] = [usage.rows[0], usage.rows.at(-1)];
  if (!first || !last) throw nothingIn();
  const period = { start: instantOfFlag('from', from, zone) ?? first.start, end: instantOfFlag('to', to, zone) ?? last.end };
  if (from !== undefined && to !== undefined && period.start >= period.end) throw wrongUse('--to is not after --from.', 'Give a time to stop at that is later than the start.');
  const metered = all.filter(({ start, end }) => start < period.end && end > period.start);
  if (metered.length === 0) throw nothingIn();
  return { metered, earlier: all.filter(({ start }) => start < period.start), period, net, extras: usage.extras };
}

const NO_EXTRA: ReadonlyMap<ExtraKind, ExactEnergy | null> = new Map();

function meteredOf({ start, end, imported, exported, extra = NO_EXTRA }: UsageFlow, gas: GasConversion | null): Metered {
  const volume = extra.get('gas') ?? null;
  const bought = gas && volume !== null ? energyOfGas(volume as bigint as ExactVolume, gas) : imported;
  const base = { start, end, import: bought, export: exported, estimated: false };
  if (extra.size === 0) return base;
  const reactive = extra.get('reactive');
  return { ...base, meters: metersOf(extra), ...(reactive === undefined ? {} : { reactive }) };
}

function metersOf(extra: ReadonlyMap<ExtraKind, ExactEnergy | null>): ReadonlyMap<string, Directions> {
  const meters = new Map<string, { import: ExactEnergy | null; export: ExactEnergy | null }>();
  for (const [kind, energy] of extra) {
    const [direction, name] = [kind.slice(0, kind.indexOf('@')), kind.slice(kind.indexOf('@') + 1)];
    if (direction !== 'import' && direction !== 'export') continue;
    const flow = meters.get(name) ?? { import: null, export: null };
    flow[direction] = energy;
    meters.set(name, flow);
  }
  return meters;
}

const metersNamed = (scope: TariffScope): readonly string[] => (scope.kind === 'sub-meter' ? [scope.meter] : scope.kind === 'device' ? [scope.device] : scope.kind === 'rest' ? scope.without : []);

/**
 * Names of parts that the usage file says nothing for: reactive energy, and what is paid for the export of a sub-meter.
 * @throws Refusal `usage-meter` when what is charged hangs on a sub-meter that the file does not have.
 */
export function unmeasuredIn(terms: readonly Terms[], extras: readonly ExtraKind[], terminal: Terminal): readonly string[] {
  const unmeasured = new Set<string>();
  for (const { buying } of terms) {
    for (const part of unitPartsOfAll(buying, 'import')) {
      const missing = metersNamed(part.scope).find((name) => !extras.includes(`import@${name}`));
      if (missing !== undefined) throw meterMissing(part.name, missing);
    }
    for (const part of unitPartsOfAll(buying, 'export')) if (metersNamed(part.scope).some((name) => !extras.includes(`export@${name}`))) unmeasured.add(part.name);
    for (const part of buying.parts) if (part.per === 'kvarh' && !extras.includes('reactive')) unmeasured.add(part.name);
  }
  if (unmeasured.size > 0) terminal.note(`The usage file says nothing for ${[...unmeasured].map((name) => JSON.stringify(name)).join(', ')}: not in the bill.`);
  return [...unmeasured];
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

const gasOnElectricity = (): Refusal =>
  new Refusal({ id: 'usage-gas', message: 'The usage file counts gas, and the tariff does not say what a cubic metre holds.', remedy: 'Give a tariff with "gas", or map an energy with --columns.' });

const meterMissing = (part: string, meter: string): Refusal =>
  new Refusal({
    id: 'usage-meter',
    message: `"${part}" is charged by the meter "${meter}", which the usage file does not have.`,
    remedy: `Add a column import_kwh@${meter}, or map one with --columns "import_kwh@${meter}=HEADER".`,
  });
