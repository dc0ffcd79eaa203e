import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { flowsOf, parseUsage } from '#domain/meter/usage.ts';
import { instant } from '#domain/time/instant.ts';
import { priceSlots } from '#domain/tariff/price.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { readEebus } from '#wire/exchange/eebus.ts';
import { readOpenAdr } from '#wire/exchange/openadr.ts';
import { readVse } from '#wire/exchange/vse.ts';
import { readTariff } from '#wire/tariff.ts';
import { FEW_INPUTS, FUZZ_TIMEOUT, fuzz, INPUTS } from '../fakes/fuzz.ts';
import { lyingJson } from '../fakes/jsonDamage.ts';
import type { Mutator } from '../fakes/mutations.ts';

const ROOM = { timeout: FUZZ_TIMEOUT };
const format = (name: string): string => readFileSync(new URL(`../../docs/formats/${name}`, import.meta.url), 'utf8');
const tariffs = ['fixed', 'two-rates', 'slots', 'blocks', 'capacity', 'critical-peak', 'community', 'real-time', 'gas'].map((name) => format(`tariff-${name}.json`));
const DAY = { start: instant(Date.UTC(2023, 2, 26)), end: instant(Date.UTC(2023, 2, 27)) };

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A table that is taken prices a day: in order, without overlap. */
function readTable(bytes: Buffer, mutator: Mutator): void {
  const read = readTariff(jsonOf(bytes));
  if (!read.ok && read.reason.length < 5) throw new Error('refused without a reason');
  if (!read.ok || mutator.pick(10) > 0) return;
  const slots = priceSlots(read.tariff, DAY);
  if (slots.some(({ start, end }, n) => end <= start || start < (slots[n - 1]?.end ?? 0))) throw new Error('slots out of order');
}

const others = [
  '{"dsoName":"D","dsoNumber":10999012345,"tariffs":[{"tariffName":"G","tariffType":"grid","tariffForm":"multilevel","startDate":"2026-01-01","endDate":"2026-12-31","prices":{"base":{"price":7,"priceUnit":"CHF/M"},"energy":[{"months":["Jan"],"weekdays":["Mo"],"from":"07:00","to":"19:00","price":0.12,"priceUnit":"CHF/kWh"},{"from":"00:00","to":"23:45","price":0.12,"priceUnit":"CHF/kWh"}]}}]}',
  '{"programID":"1","duration":"PT5H","intervalPeriod":{"start":"2026-01-10T00:00:00Z","duration":"PT1H"},"payloadDescriptors":[{"payloadType":"PRICE","units":"KWH","currency":"EUR"}],"intervals":[{"id":0,"payloads":[{"type":"PRICE","values":[0.17,0.2]},{"type":"GHG","values":[3]}]},{"id":1,"intervalPeriod":{"duration":"PT2H"},"payloads":[{"type":"PRICE","values":[0.3]}]}]}',
  '{"incentiveTableDescription":[{"tariffDescription":{"tariffId":0},"tier":[{"tierDescription":{"tierId":0},"boundaryDescription":[{"boundaryId":0,"boundaryType":"powerBoundary"}],"incentiveDescription":[{"incentiveId":0,"incentiveType":"absoluteCost","currency":"EUR"}]}]}],"incentiveTable":[{"tariff":{"tariffId":0},"incentiveSlot":[{"timeInterval":{"startTime":{"relative":"PT0S"},"endTime":{"relative":"PT1H"}},"tier":[{"tier":{"tierId":0},"boundary":[{"boundaryId":0,"lowerBoundaryValue":{"number":0}}],"incentive":[{"incentiveId":0,"value":{"number":30,"scale":-2}}]}]}]}]}',
];
const TERMS = { now: DAY.start, zone: 'UTC', currency: 'EUR', source: 'F' };

/** Each reader of another's format gets every damaged file: it is a tariff, or a sentence. */
function readOthers(bytes: Buffer): void {
  const raw = jsonOf(bytes);
  const vse = readVse(raw, null);
  const read = [readOpenAdr(raw, TERMS), readEebus(raw, raw, TERMS)];
  if (typeof vse === 'string' && vse.length < 5) throw new Error('refused without a reason');
  if (read.some((one) => !one.ok && one.reason.length < 5)) throw new Error('refused without a reason');
}

const usages = [
  format('bill-usage.csv').split('\n').slice(0, 5).join('\n'),
  'start,import_kwh\n2023-03-26 00:00,0.1\n2023-03-26 00:30,0.2\n2023-03-26 02:00,0.3\n',
  'end;load_wh;generation_wh\n2023-10-29 01:30;100,5;0\n2023-10-29 01:00;100,5;0\n2023-10-29 01:30;100;7\n',
  '"start","import_kwh","export_kwh"\r\n"2023-01-01T00:00Z","1","0"\r\n"2023-01-01T00:30Z","""2""","0"\r\n',
];

/** Refused with a sentence, or rows in order; never anything else. */
function readUsage(bytes: Buffer, mutator: Mutator): void {
  try {
    const label = ([null, 'start', 'end'] as const)[mutator.pick(3)] ?? null;
    const usage = parseUsage(bytes.toString('utf8'), { columns: null, label, zone: 'Europe/London' });
    if (usage.rows.some(({ start }, n) => start < (usage.rows[n - 1]?.end ?? -Infinity))) throw new Error('rows overlap');
    flowsOf(usage);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

describe('a damaged file never ends or holds up a process', () => {
  it(`tariff tables: ${INPUTS} inputs`, ROOM, () => {
    const prepare = (damaged: Buffer, mutator: Mutator): Buffer => (mutator.pick(3) === 0 ? damaged : lyingJson(tariffs[mutator.pick(tariffs.length)] ?? '', mutator));
    fuzz({ name: 'tariff', corpus: tariffs.map((text) => Buffer.from(text)), prepare, digest: readTable });
  });

  it(`tables of others: ${FEW_INPUTS} inputs`, ROOM, () => {
    const prepare = (damaged: Buffer, mutator: Mutator): Buffer => (mutator.pick(3) === 0 ? damaged : lyingJson(others[mutator.pick(others.length)] ?? '', mutator));
    fuzz({ name: 'tables of others', inputs: FEW_INPUTS, corpus: others.map((text) => Buffer.from(text)), prepare, digest: readOthers });
  });

  it(`usage CSV: ${INPUTS} inputs`, ROOM, () => fuzz({ name: 'usage CSV', corpus: usages.map((text) => Buffer.from(text)), digest: readUsage }));
});
