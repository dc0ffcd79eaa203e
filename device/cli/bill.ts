import { billOf } from '#domain/ledger/bill.ts';
import { accountEditions, accountPieces, type Edition } from '#domain/ledger/editions.ts';
import { NO_MEMORY, type AccountMemory } from '#domain/ledger/memory.ts';
import type { Metered } from '#domain/ledger/metered.ts';
import { mergeAccounts } from '#domain/ledger/merge.ts';
import { registersByPrice } from '#domain/ledger/registersByPrice.ts';
import { gapsOf } from '#domain/meter/usage.ts';
import { isZone } from '#domain/time/zone.ts';
import type { Interval } from '#domain/time/instant.ts';
import { periodsTouched } from '#domain/time/calendar.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { textOf } from '../transport/file.ts';
import { tariffEditions, type TariffEdition, type WantedVat } from '../source/tariffFile.ts';
import { answerOf, piecesOf, priceRegistersOf } from './billAnswer.ts';
import { unmeasuredIn, usageOf } from './billUsage.ts';
import type { Command, Terminal } from './command.ts';
import { EXIT, wrongUse } from './fault.ts';
import { oneOf, readFlags } from './flags.ts';

const USAGE =
  '--tariff FILE [--export-tariff FILE] --usage FILE [--columns "start|end=COL,import_kwh=COL,..."] [--label start|end] [--zone ZONE] [--from T --to T] [--vat inc|exc] [--products "NAME|NAME"] [--currency CODE] [--by day|week|month|year|billing|price]';

const KINDS = {
  tariff: 'string', 'export-tariff': 'string', usage: 'string', columns: 'string', label: 'string', zone: 'string', from: 'string', to: 'string', vat: 'string', products: 'string', currency: 'string', by: 'string',
} as const;
const BY = ['day', 'week', 'month', 'year', 'billing', 'price'] as const;

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
  readonly products: readonly string[] | null;
  readonly currency: string | null;
  readonly by: (typeof BY)[number] | null;
}

/** `tidewatt bill`: what a usage file costs under a tariff (docs/formats/bill.md). */
export const bill: Command = {
  name: 'bill',
  usage: USAGE,
  async run(args, terminal) {
    const request = requestOf(args);
    const { editions, buying } = await termsOf(request, terminal);
    const { metered, earlier, period, net, extras } = await usageOf(request, { zone: request.zone ?? buying.zone, gas: buying.gas ?? null }, terminal);
    const unmeasured = unmeasuredIn(editions.map(({ terms }) => terms), extras, terminal);
    const held = withHoles(editions, period);
    const memory = memoryBefore(held, earlier, period);
    const cuts = request.by === null || request.by === 'price' ? [period] : periodsTouched(request.by, period, buying.zone, buying.billing);
    const pieces = accountPieces(held, period, metered, cuts, memory);
    const folded = mergeAccounts(pieces, period, buying.vat);
    const answer = answerOf(buying, folded, billOf(folded, buying.vat, request.vat), { net, unmeasured });
    const by = request.by === 'price' ? priceRegistersOf(pricesIn(held, period, metered)) : piecesOf(pieces, cuts, buying.vat, request.vat);
    terminal.print(request.by === null ? answer : { ...answer, by });
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
  const { columns = null, from, to, currency = null } = flags;
  if (currency !== null && !/^[A-Z]{3}$/.test(currency)) throw wrongUse(`${JSON.stringify(currency)} is no currency.`, 'Give three letters such as EUR.');
  return {
    tariff, usage, zone, from, to, columns, currency, exportTariff: flags['export-tariff'],
    label: oneOf('label', flags.label, ['start', 'end']) ?? null,
    vat: oneOf('vat', flags.vat, ['inc', 'exc']) ?? 'inc',
    products: flags.products?.split('|').map((name) => name.trim()) ?? null,
    by: oneOf('by', flags.by, BY) ?? null,
  };
}

async function termsOf({ tariff, exportTariff, vat, products, ...place }: Request, terminal: Terminal): Promise<{ readonly editions: readonly Edition[]; readonly buying: Tariff }> {
  const bought = await editionsOf(tariff, vat, products, place, terminal);
  const [first] = bought;
  if (!first) throw new Refusal({ id: 'tariff-unreadable', message: 'The tariff file holds at no time.', remedy: 'Give a file with prices.' });
  const selling = exportTariff === undefined ? null : onlyTariff(await editionsOf(exportTariff, 'inc', null, place, terminal));
  if (selling && selling.currency !== first.tariff.currency) throw wrongUse(`The tariffs are in ${first.tariff.currency} and ${selling.currency}.`, 'Give two tariffs of one currency.');
  return { buying: first.tariff, editions: bought.map(({ start, end, tariff: buying }) => ({ start, end, terms: { buying, selling } })) };
}

const editionsOf = async (file: string, vat: WantedVat, products: readonly string[] | null, { zone, currency }: Pick<Request, 'zone' | 'currency'>, terminal: Terminal): Promise<readonly TariffEdition[]> =>
  tariffEditions(textOf(await terminal.read(file), 'tariff'), vat, products, { currency, ...(zone === undefined ? {} : { zone }) });

function onlyTariff([first, second]: readonly TariffEdition[]): Tariff {
  if (!first || second) throw wrongUse('The export tariff changes from a date on.', 'Give one that holds for the whole bill.');
  return first.tariff;
}

/** Time that no edition holds for has no prices: its energy is unpriced, never lost. */
function withHoles(editions: readonly Edition[], period: Interval): readonly Edition[] {
  const [first] = editions;
  if (!first) return [];
  const nothing = { buying: { ...first.terms.buying, parts: [] }, selling: null };
  return [...editions, ...gapsOf(editions, period).map((gap) => ({ ...gap, terms: nothing }))].sort((a, b) => a.start - b.start);
}

/** Blocks and peaks that the usage before the bill's period left behind. */
function memoryBefore(editions: readonly Edition[], earlier: readonly Metered[], period: Interval): AccountMemory {
  const [first] = earlier;
  const remembers = editions.some(({ terms }) => terms.buying.parts.some((part) => part.per === 'kW' || (part.per === 'kWh' && part.tiers.length > 1)));
  if (!first || first.start >= period.start || !remembers) return NO_MEMORY;
  const before = { start: first.start, end: period.start };
  return accountEditions(withHoles(editions, before), before, earlier).memory;
}

const pricesIn = (editions: readonly Edition[], period: Interval, metered: readonly Metered[]): ReturnType<typeof registersByPrice> =>
  editions.flatMap((edition) => {
    const held = { start: edition.start > period.start ? edition.start : period.start, end: edition.end < period.end ? edition.end : period.end };
    if (held.start >= held.end) return [];
    const { buying, selling } = edition.terms;
    return [...registersByPrice(buying, 'import', held, metered), ...registersByPrice(selling ?? buying, 'export', held, metered)];
  });
