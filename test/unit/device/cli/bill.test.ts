import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Refusal } from '#domain/units/refusal.ts';
import { bill } from '../../../../device/cli/bill.ts';
import type { Terminal } from '../../../../device/cli/command.ts';

const docs = join(import.meta.dirname, '../../../../docs/formats');
const documented = (name: string): string => readFileSync(join(docs, name), 'utf8');

interface Answer {
  total_micro: number;
  parts: { name: string; micro: number }[];
  registers: { rate: string; direction: string; wh: number; micro: number }[];
  [field: string]: unknown;
}

/** Runs the command over files by name. */
async function ask(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<{ answer: Answer; notes: string[] }> {
  const answers: unknown[] = [];
  const notes: string[] = [];
  const terminal: Terminal = {
    json: true,
    read: (file) => Promise.resolve(new TextEncoder().encode(files[file] ?? documented(file))),
    print: (answer) => answers.push(answer),
    write: () => undefined,
    note: (text) => notes.push(text),
  };
  expect(await bill.run(args, terminal)).toBe(0);
  expect(answers).toHaveLength(1);
  return { answer: JSON.parse(JSON.stringify(answers[0])) as Answer, notes };
}

async function refusal(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Pick<Refusal, 'id' | 'kind' | 'message' | 'remedy'>> {
  try {
    await ask(files, ...args);
  } catch (error) {
    if (error instanceof Refusal) return { id: error.id, kind: error.kind, message: error.message, remedy: error.remedy };
    throw error;
  }
  throw new Error('it was not refused');
}

const fixed = ['--tariff', 'tariff-fixed.json', '--usage', 'usage.csv'];
const hour = 'start,end,import_kwh\n2023-01-10T10:00:00Z,2023-01-10T11:00:00Z,1\n';

describe('the documented bill', () => {
  it('is what the command answers', async () => {
    const [example] = /```json\n([\s\S]*?)```/.exec(documented('bill.md'))?.slice(1) ?? [];
    const { answer } = await ask({}, '--tariff', 'tariff-two-rates.json', '--usage', 'bill-usage.csv');
    expect(answer).toEqual(JSON.parse(example ?? 'null'));
  });

  it('prices the documented slots: market, grid and tax, once forward over the clock change', async () => {
    const usage = 'start,end,import_kwh\n2023-03-26T00:00+01:00,2023-03-26T01:00+01:00,1\n2023-03-26T01:00+01:00,2023-03-26T03:00+02:00,2\n2023-03-26T03:00+02:00,2023-03-26T04:00+02:00,4\n';
    const { answer } = await ask({ 'usage.csv': usage }, '--tariff', 'tariff-slots.json', '--usage', 'usage.csv');
    // Market 0.08523 - 2 x 0.00412, grid 3 x 0.0949, tax 3 x 0.0205, one day 0.0548; the last 4 kWh have no market price.
    expect(answer).toMatchObject({ total_micro: 76_990 + 284_700 + 61_500 + 54_800, unpriced_wh: 4000, import_wh: 7000, estimated_wh: 0 });
    expect(answer.registers.map(({ rate, micro }) => [rate, micro])).toEqual([['standard', 200_630], ['surplus', 222_560]]);
  });
});

describe('usage as it comes', () => {
  it('reads an end and a usage column of any name; the length of a row is the step', async () => {
    const usage = 'halfhour ending at,usage\n2023-01-10 10:30:00+00:00,0.5\n2023-01-10 11:00:00+00:00,0.25\n2023-01-10 11:30:00+00:00,0.25\n';
    const { answer } = await ask({ 'usage.csv': usage }, ...fixed, '--columns', 'end=halfhour ending at,import_kwh=usage');
    expect(answer).toMatchObject({ total_micro: 301_200 + 460_100, import_wh: 1000, from: '2023-01-10T10:00:00Z', to: '2023-01-10T11:30:00Z', gaps: [] });
  });

  it('takes the side a single time names from --label', async () => {
    const usage = 'start,import_kwh\n2023-01-10T10:30Z,1\n2023-01-10T11:00Z,1\n';
    expect((await ask({ 'usage.csv': usage }, ...fixed, '--label', 'end')).answer).toMatchObject({ from: '2023-01-10T10:00:00Z', to: '2023-01-10T11:00:00Z' });
  });

  it('tells the two rounds of the repeated hour apart in wall times', async () => {
    const usage = 'start,import_wh\n2023-10-29 00:30,1\n2023-10-29 01:00,2\n2023-10-29 01:30,4\n2023-10-29 01:00,8\n2023-10-29 01:30,16\n2023-10-29 02:00,32\n';
    const { answer } = await ask({ 'usage.csv': usage }, ...fixed, '--zone', 'Europe/London');
    expect(answer).toMatchObject({ import_wh: 63, gaps: [], from: '2023-10-28T23:30:00Z', to: '2023-10-29T02:30:00Z' });
  });

  it('counts seventeen digits, and every offset', async () => {
    const usage = 'start,end,import_kwh\n2023-01-10T05:00-05:00,2023-01-10T11:00Z,0.12345678901234567\n2023-01-10T12:00+01:00,2023-01-10T12:00Z,0.87654321098765433\n';
    expect((await ask({ 'usage.csv': usage }, ...fixed)).answer).toMatchObject({ import_wh: 1000, total_micro: 301_200 + 460_100 });
  });

  it('nets load and generation row by row', async () => {
    const usage = 'start,end,load_wh,generation_wh\n2023-01-10T10:00Z,2023-01-10T11:00Z,1500,500\n2023-01-10T11:00Z,2023-01-10T12:00Z,100,2100\n';
    expect((await ask({ 'usage.csv': usage }, ...fixed)).answer).toMatchObject({ net: true, import_wh: 1000, export_wh: 2000, unpriced_wh: 2000, total_micro: 301_200 + 460_100 });
  });

  it('bills a time in the middle, dates in the zone', async () => {
    const rows = Array.from({ length: 96 }, (_, index) => `${new Date(Date.UTC(2023, 5, 10) + index * 1_800_000).toISOString()},1`);
    const { answer } = await ask({ 'usage.csv': `start,import_wh\n${rows.join('\n')}\n` }, ...fixed, '--from', '2023-06-11', '--to', '2023-06-12');
    expect(answer).toMatchObject({ import_wh: 48, from: '2023-06-10T23:00:00Z', to: '2023-06-11T23:00:00Z' });
    expect(answer.parts.at(-1)).toEqual({ name: 'Standing charge', micro: 460_100 });
  });

  it('says how many lines it left out', async () => {
    const { answer, notes } = await ask({ 'usage.csv': `${hour}2023-01-10T10:30:00Z,2023-01-10T11:30:00Z,1\n` }, ...fixed);
    expect(answer).toMatchObject({ import_wh: 1000 });
    expect(notes[0]).toMatch(/^1 lines were left out/);
  });

  it('says which energies it does not know', async () => {
    const { answer, notes } = await ask({ 'usage.csv': `${hour}2023-01-10T11:00:00Z,2023-01-10T12:00:00Z,abc\n2023-01-10T12:00:00Z,2023-01-10T13:00:00Z,-5\n2023-01-10T13:00:00Z,2023-01-10T14:00:00Z,\n` }, ...fixed);
    expect(answer).toMatchObject({ gaps: [{ start: '2023-01-10T11:00:00Z', end: '2023-01-10T14:00:00Z' }] });
    expect(notes).toEqual(['3 energies are unknown (1 empty, 1 no number, 1 below zero; the first, "abc", in line 3): their time is a gap.']);
  });
});

describe('VAT and export', () => {
  it('takes VAT out of prices that have it', async () => {
    const { answer } = await ask({ 'usage.csv': hour }, ...fixed, '--vat', 'exc');
    // (0.3012 + 0.4601) / 1.05
    expect(answer).toMatchObject({ total_micro: 725_048, parts: [{ micro: 286_857 }, { micro: 438_191 }] });
  });

  it('pays export by the export tariff', async () => {
    const usage = 'start,end,import_kwh,export_kwh\n2023-01-10T10:00:00Z,2023-01-10T11:00:00Z,1,2\n';
    const { answer } = await ask({ 'usage.csv': usage }, ...fixed, '--export-tariff', 'tariff-two-rates.json');
    expect(answer).toMatchObject({ total_micro: 301_200 + 460_100 - 300_000, unpriced_wh: 0 });
  });
});

describe('Octopus unit rates as they come', () => {
  const rates = JSON.stringify({
    count: 3, next: null, previous: null,
    results: [
      { value_exc_vat: 20.1, value_inc_vat: 21.105, valid_from: '2023-01-10T10:30:00Z', valid_to: null, payment_method: null },
      { value_exc_vat: -2, value_inc_vat: -2.1, valid_from: '2023-01-10T10:00:00Z', valid_to: '2023-01-10T10:30:00Z', payment_method: null },
      { value_exc_vat: 99, value_inc_vat: 99, valid_from: '2023-01-10T10:00:00Z', valid_to: '2023-01-10T10:30:00Z', payment_method: 'NON_DIRECT_DEBIT' },
    ],
  });
  const usage = 'start,end,import_kwh\n2023-01-10T10:00Z,2023-01-10T10:30Z,1\n2023-01-10T10:30Z,2023-01-10T11:00Z,1\n';
  const files = { 'usage.csv': usage, 'octopus.json': rates };

  it('are pence with VAT in them', async () =>
    expect((await ask(files, '--tariff', 'octopus.json', '--usage', 'usage.csv')).answer).toMatchObject({ currency: 'GBP', total_micro: 211_050 - 21_000, estimated_wh: 0 }));
  it('stand until further notice wherever no later rate does', async () => {
    const open = { value_exc_vat: 10, value_inc_vat: 10, valid_from: '2023-01-10T09:00:00Z', valid_to: null };
    const dear = { value_exc_vat: 50, value_inc_vat: 50, valid_from: '2023-01-10T10:00:00Z', valid_to: '2023-01-10T10:30:00Z' };
    const { answer } = await ask({ ...files, 'octopus.json': JSON.stringify({ results: [dear, open] }) }, '--tariff', 'octopus.json', '--usage', 'usage.csv');
    expect(answer).toMatchObject({ total_micro: 500_000 + 100_000, unpriced_wh: 0, estimated_wh: 0 });
  });
  it('or without, when asked', async () =>
    expect((await ask(files, '--tariff', 'octopus.json', '--usage', 'usage.csv', '--vat', 'exc')).answer).toMatchObject({ total_micro: 201_000 - 20_000 }));
});

describe('what cannot be billed is refused with a sentence', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[], Partial<Refusal> | object]>([
    ['no usage', {}, ['--tariff', 'tariff-fixed.json'], { id: 'wrong-use' }],
    ['an unknown flag', {}, [...fixed, '--speed', '3'], { id: 'wrong-use', message: expect.stringContaining('--speed') }],
    ['a word without a flag', {}, [...fixed, 'file.csv'], { id: 'wrong-use' }],
    ['an unknown zone', {}, [...fixed, '--zone', 'Mars'], { id: 'wrong-use', message: '"Mars" is no time zone.' }],
    ['another VAT', {}, [...fixed, '--vat', 'both'], { id: 'wrong-use' }],
    ['standard input twice', {}, ['--tariff', '-', '--usage', '-'], { id: 'wrong-use' }],
    ['a time in words', { 'usage.csv': hour }, [...fixed, '--from', 'yesterday'], { id: 'wrong-use' }],
    ['an end before the start', { 'usage.csv': hour }, [...fixed, '--from', '2023-01-11', '--to', '2023-01-10'], { id: 'wrong-use' }],
    ['unknown headers', { 'usage.csv': 'when,how much\n' }, fixed, { id: 'usage-columns', message: expect.stringMatching(/"when", "how much"/) }],
    ['both kinds of energy', { 'usage.csv': 'start,import_wh,load_wh\n' }, fixed, { id: 'usage-kinds' }],
    ['no rows', { 'usage.csv': 'start,import_wh\n' }, fixed, { id: 'usage-empty', kind: 'nothing-valid' }],
    ['no energy that is a number', { 'usage.csv': 'start,end,import_kwh\n2023-01-10T10:00Z,2023-01-10T11:00Z,"1,234.5"\n' }, fixed, { id: 'usage-empty', kind: 'nothing-valid', message: expect.stringMatching(/"1,234.5", in line 2/), remedy: expect.stringContaining('1234.5') }],
    ['an energy that no home has', { 'usage.csv': `${hour}2023-01-10T11:00:00Z,2023-01-10T12:00:00Z,99999999999999999999999999\n` }, fixed, { id: 'usage-too-large', message: expect.stringContaining('Line 3') }],
    ['a sum beyond what is counted', { 'usage.csv': hour.replace(',1\n', ',999999\n'), 'tariff-fixed.json': JSON.stringify({ tidewatt: 'tariff', version: 1, name: 'x', currency: 'GBP', zone: 'Europe/London', parts: [{ name: 'a', kind: 'energy', price: '9007' }, { name: 'b', kind: 'tax', price: '9007' }] }) }, fixed, { id: 'bill-too-large' }],
    ['no rows in the time asked for', { 'usage.csv': hour }, [...fixed, '--from', '2024-01-01'], { id: 'usage-empty', kind: 'nothing-valid' }],
    ['a tariff that is no JSON', { 'tariff-fixed.json': '{' }, fixed, { id: 'tariff-unreadable', kind: 'unusable' }],
    ['a tariff of no format', { 'tariff-fixed.json': '{"prices":[]}' }, fixed, { id: 'tariff-unreadable' }],
    ['a Swiss VSE file without products', { 'tariff-fixed.json': '{"dsoName":"x","dsoNumber":10999012345,"tariffs":[]}' }, fixed, { id: 'tariff-unreadable', kind: 'unusable' }],
    ['no VAT asked of a tariff that is silent about it', { 'usage.csv': hour }, ['--tariff', 'tariff-slots.json', '--usage', 'usage.csv', '--vat', 'exc'], { id: 'tariff-unreadable' }],
    ['two currencies', { 'usage.csv': hour }, [...fixed, '--export-tariff', 'tariff-slots.json'], { id: 'wrong-use', message: expect.stringContaining('GBP and EUR') }],
  ])('%s', async (_name, files, args, expected) => {
    const said = await refusal(files, ...args);
    expect(said).toMatchObject({ kind: 'unusable', ...expected });
    expect(said.remedy).not.toBe('');
  });
});
