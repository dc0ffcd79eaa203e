import type { Interval } from '#domain/time/instant.ts';
import { instantOfText } from '#domain/time/text.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { civilDate, MS_PER_DAY } from '#domain/time/civil.ts';
import { localDay } from '#domain/time/zone.ts';
import { writeEebus } from '#wire/exchange/eebusOut.ts';
import type { Loss } from '#wire/exchange/loss.ts';
import { writeOpenAdr } from '#wire/exchange/openadrOut.ts';
import { VSE_ZONE } from '#wire/exchange/vse.ts';
import { writeVse } from '#wire/exchange/vseOut.ts';
import { tariffEditions } from '../source/tariffFile.ts';
import { textOf } from '../transport/file.ts';
import type { Command } from './command.ts';
import { EXIT, wrongUse } from './fault.ts';
import { oneOf, readFlags } from './flags.ts';

const USAGE = '--tariff FILE --as openadr|eebus|vse --from T --to T [--products "NAME|NAME"]';
const KINDS = { tariff: 'string', as: 'string', from: 'string', to: 'string', products: 'string' } as const;
const FORMATS = ['openadr', 'eebus', 'vse'] as const;

/** Low voltage. */
const HOUSEHOLD_LEVEL = 7;
/** The least number that has the eleven digits of a grid operator's. */
const NO_OPERATOR = 10_000_000_000;

/** `tidewatt tariff`: a price table in another's format, and what that cannot say (docs/formats/tariff.md). */
export const tariff: Command = {
  name: 'tariff',
  usage: USAGE,
  async run(args, terminal) {
    const { flags, names } = readFlags(args, KINDS, USAGE);
    const format = oneOf('as', flags.as, FORMATS);
    if (names.length > 0 || flags.tariff === undefined || format === undefined) throw wrongUse('A tariff file and a format are needed.', `Use: ${USAGE}`);
    const editions = tariffEditions(textOf(await terminal.read(flags.tariff), 'tariff'), 'inc', flags.products?.split('|').map((name) => name.trim()) ?? null);
    const zone = editions[0]?.tariff.zone ?? 'UTC';
    const over = { start: instantOf('from', flags.from, zone), end: instantOf('to', flags.to, zone) };
    const held = editions.find(({ start, end }) => start <= over.start && over.end <= end);
    if (over.start >= over.end || !held) throw wrongUse('The table does not hold from --from to --to.', 'Give a time in which it does, the later last.');
    terminal.print(written(format, held.tariff, over));
    return EXIT.answered;
  },
};

function instantOf(flag: string, text: string | undefined, zone: string): Interval['start'] {
  const at = text === undefined ? undefined : instantOfText(text, zone);
  if (at === undefined) throw wrongUse(`--${flag} is ${JSON.stringify(text ?? null)}.`, `Use a date such as 2026-01-01 or a time such as 2026-01-01T00:00:00Z; without an offset it is in ${zone}.`);
  return at;
}

function written(format: (typeof FORMATS)[number], table: Tariff, over: Interval): { readonly file: object; readonly lost: readonly Loss[] } {
  if (format === 'openadr') {
    const { event, lost } = writeOpenAdr(table, over, { programID: table.source, eventName: table.name });
    return { file: event, lost };
  }
  if (format === 'eebus') {
    const { description, table: data, lost } = writeEebus(table, over);
    return { file: { incentiveTableDescriptionData: description, incentiveTableData: data }, lost };
  }
  const last = Math.floor(Date.parse(localDay(over.end, VSE_ZONE).date) / MS_PER_DAY) - 1;
  return writeVse(table, { dsoName: table.source, dsoNumber: NO_OPERATOR, startDate: localDay(over.start, VSE_ZONE).date, endDate: civilDate(last), customerVoltageLevel: HOUSEHOLD_LEVEL, customerType: 'Household' });
}
