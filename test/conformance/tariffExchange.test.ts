import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TableSlot, Tariff } from '#domain/tariff/tariff.ts';
import type { Instant } from '#domain/time/instant.ts';
import { readOpenAdr } from '#wire/exchange/openadr.ts';
import { readVse } from '#wire/exchange/vse.ts';
import { writeVse } from '#wire/exchange/vseOut.ts';
import { writeEebus } from '#wire/exchange/eebusOut.ts';
import { bill } from '../../device/cli/bill.ts';
import { sharedFiles } from './shared.ts';

const shared = sharedFiles('standards');
if (shared.folder === null) console.info(`tariff formats of others ${shared.reason}`);
const json = (name: string): unknown => JSON.parse(readFileSync(join(shared.folder ?? '', name), 'utf8'));
const guide = (name: string): unknown => json(`openadr3/3.1.0/user-guide-examples/${name}.json`);
const terms = { now: Date.parse('2026-01-01T00:00Z') as Instant, zone: 'UTC', currency: 'EUR', source: 'Guide' };

const slots = (tariff: Tariff, place = 0): unknown => {
  const part = tariff.parts[place];
  const schedule = part?.per === 'kWh' ? part.tiers[0]?.schedule : part?.per === 'none' ? part.schedule : undefined;
  return schedule?.kind === 'slots' ? schedule.slots.map(({ start, end, price }: TableSlot) => [new Date(start).toISOString().slice(0, 13), (end - start) / 3_600_000, price / 1e12]) : undefined;
};

/** Expected values are read from the files by hand. */
describe.skipIf(shared.folder === null)('tariff formats of others', () => {
  it.each<[string, string, readonly unknown[]]>([
    ['ug-003-events', 'EUR', [['2023-02-10T00', 1, 0.17]]],
    ['ug-004-events', 'EUR', [['2023-02-10T00', 1, 0.17]]],
    ['ug-007-multi-valued-payloads', 'USD', [['2025-06-25T00', 1, 0.17], ['2025-06-25T01', 1, 0.03], ['2025-06-25T02', 1, 0.11]]],
    ['ug-008-events', 'EUR', [['2023-02-10T00', 1, 0.17], ['2023-02-10T01', 2, 0.22]]],
    ['ug-009-events', 'USD', [['2023-02-10T00', 1, 0.17]]],
    ['ug-010-events', 'EUR', [['2023-02-10T00', 1, 0.17]]],
    ['ug-016-events', 'USD', [['2023-02-10T00', 1, 0.17], ['2023-02-10T01', 1, 0.03]]],
  ])('OpenADR’s example %s is a table in %s', (name, currency, expected) => {
    const read = readOpenAdr(guide(name), terms);
    if (!read.ok) throw new Error(read.reason);
    expect([read.tariff.currency, slots(read.tariff)]).toEqual([currency, expected]);
    if (name === 'ug-009-events') expect(slots(read.tariff, 1)).toEqual([['2023-02-10T00', 1, 0.03]]);
  });

  it.each(['ug-013-events', 'ug-014-events'])('OpenADR’s example %s has no price', (name) => expect(readOpenAdr(guide(name), terms)).toMatchObject({ ok: false, reason: expect.stringMatching(/none of PRICE/) }));

  it('the Swiss sample is billed to the sum by hand', async () => {
    const answers: unknown[] = [];
    const usage = 'start,end,import_kwh,reactive_kvarh\n2026-01-14T07:00Z,2026-01-14T07:15Z,1,0.5\n2026-01-14T20:00Z,2026-01-14T20:15Z,0.5,0.1\n';
    await bill.run(['--tariff', 'sample', '--usage', 'usage', '--from', '2026-01-01', '--to', '2026-02-01'], {
      json: true, read: (file) => Promise.resolve(file === 'usage' ? new TextEncoder().encode(usage) : readFileSync(join(shared.folder ?? '', 'tariff-ch-vse/sample.json'))), print: (answer) => answers.push(answer), write: () => undefined, note: () => undefined,
    });
    // 1 kWh by day, half a kWh by night, 1.5 kWh of winter energy; 4 kW; 0.6 kvarh; 7 and 6 a month.
    expect(answers[0]).toMatchObject({
      currency: 'CHF', total_micro: 155_000 + 205_500 + 14_000_000 + 12_000 + 7_000_000 + 6_000_000, demands: [{ part: 'Grid double power', month: '2026-01', w: 4000 }], unmeasured: ['Grid double storage refund'],
    });
  });

  it('the Swiss sample written again is valid, and says the same', () => {
    const editions = readVse(json('tariff-ch-vse/sample.json'), null);
    if (typeof editions === 'string') throw new Error(editions);
    const [edition] = editions;
    if (!edition) throw new Error('no edition');
    const { file, lost } = writeVse(edition.tariff, { dsoName: 'Example', dsoNumber: 10_999_012_345, startDate: '2026-01-01', endDate: '2026-12-31', customerVoltageLevel: 7, customerType: 'Household' });
    expect(faults(json('tariff-ch-vse/derived.schema.json') as JsonSchema, file)).toEqual([]);
    expect(lost).toEqual([{ part: 'Energy seasonal base', lost: 'its name: monthly charges are one' }, { part: 'Metering base', lost: 'its name: monthly charges are one' }]);
    const again = readVse(file, null);
    const money = (editionsRead: typeof again): unknown => (typeof editionsRead === 'string' ? editionsRead : editionsRead.flatMap(({ tariff }) => tariff.parts.map((part) => ('price' in part ? part.price : part.per))));
    expect(money(again)).toEqual(expect.arrayContaining([13_000_000_000_000, 'kW', 'kvarh']));
  });

  it('an incentive table has the fields of SPINE and no other', () => {
    const { types } = json('eebus-spine/spine-1.3.0-types.json') as { readonly types: Readonly<Record<string, { readonly fields: readonly string[] }>> };
    const read = readOpenAdr(guide('ug-009-events'), terms);
    if (!read.ok) throw new Error(read.reason);
    const day = { start: Date.parse('2023-02-10T00:00Z') as Instant, end: Date.parse('2023-02-10T01:00Z') as Instant };
    const { description, table } = writeEebus(read.tariff, day) as { description: { incentiveTableDescription: [Described] }; table: { incentiveTable: [Told] } };
    const [{ tariffDescription, tier: [tierDescription] }] = description.incentiveTableDescription;
    const [{ tariff, incentiveSlot: [slot] }] = table.incentiveTable;
    const within = (value: object | undefined, type: string): void => expect(Object.keys(value ?? { missing: type }).filter((field) => !types[type]?.fields.includes(field))).toEqual([]);
    within(tariffDescription, 'TariffDescriptionDataType');
    within(tierDescription, 'IncentiveTableDescriptionTierType');
    within(tierDescription?.boundaryDescription[0], 'TierBoundaryDescriptionDataType');
    within(tierDescription?.incentiveDescription[0], 'IncentiveDescriptionDataType');
    within(tariff, 'TariffDataType');
    within(slot, 'IncentiveTableIncentiveSlotType');
    within(slot?.timeInterval, 'TimeTableDataType');
    within(slot?.tier[0], 'IncentiveTableTierType');
    within(slot?.tier[0]?.boundary[0], 'TierBoundaryDataType');
    within(slot?.tier[0]?.incentive[0], 'IncentiveDataType');
  });
});

interface Described {
  readonly tariffDescription: object;
  readonly tier: readonly { readonly boundaryDescription: readonly object[]; readonly incentiveDescription: readonly object[] }[];
}
interface Told {
  readonly tariff: object;
  readonly incentiveSlot: readonly { readonly timeInterval: object; readonly tier: readonly { readonly boundary: readonly object[]; readonly incentive: readonly object[] }[] }[];
}

interface JsonSchema {
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
}

/** What of a JSON Schema a value breaks, as far as the schema of the Swiss table goes. */
function faults({ type, required = [], properties = {}, items, enum: allowed, pattern }: JsonSchema, value: unknown, path = '$'): readonly string[] {
  const is = Array.isArray(value) ? 'array' : Number.isInteger(value) && type === 'integer' ? 'integer' : typeof value;
  if (type !== undefined && is !== type) return [`${path} is no ${type}`];
  const own = [...(allowed && !allowed.includes(value) ? [`${path} is none of ${allowed.join()}`] : []), ...(pattern && !new RegExp(pattern).test(String(value)) ? [`${path} is not ${pattern}`] : [])];
  if (Array.isArray(value)) return [...own, ...value.flatMap((one, index) => faults(items ?? {}, one, `${path}[${index}]`))];
  if (typeof value !== 'object' || value === null) return own;
  const held = new Map(Object.entries(value));
  return [...own, ...required.filter((name) => !held.has(name)).map((name) => `${path}.${name} is missing`), ...[...held].flatMap(([name, one]) => faults(properties[name] ?? {}, one, `${path}.${name}`))];
}
