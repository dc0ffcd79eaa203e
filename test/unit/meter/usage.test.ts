import { describe, expect, it } from 'vitest';
import type { Instant } from '#domain/time/instant.ts';
import { flowsOf, gapsOf, parseUsage } from '#domain/meter/usage.ts';
import { parseCsv } from '#domain/meter/csv.ts';

const options = { columns: null, label: null, zone: 'Europe/London' } as const;
const at = (text: string): Instant => Date.parse(text) as Instant;
const refusal = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
};

describe('a usage file', () => {
  it('is read exactly, to digits far below a mWh', () => {
    const usage = parseUsage('start,end,import_kwh\n2023-01-01T00:00Z,2023-01-01T00:30Z,0.1234567890123\n', options);
    expect(usage.rows[0]?.energy.get('import')).toBe(123_456_789_012_300_000n);
  });

  it('takes Wh as thousandths of kWh', () => {
    const usage = parseUsage('start,end,import_wh\n2023-01-01T00:00Z,2023-01-01T00:30Z,206\n', options);
    expect(usage.rows[0]?.energy.get('import')).toBe(206_000_000_000_000_000n);
  });

  it('gives an interval its other side from the step of the file', () => {
    const text = 'halfhour ending at,usage\n2020-08-06 05:30:00+00:00,0.2060\n2020-08-06 06:00:00+00:00,0.2100\n';
    const { rows } = parseUsage(text, { ...options, columns: 'end=halfhour ending at,import_kwh=usage' });
    expect(rows.map(({ start, end }) => [start, end])).toEqual([
      [at('2020-08-06T05:00Z'), at('2020-08-06T05:30Z')],
      [at('2020-08-06T05:30Z'), at('2020-08-06T06:00Z')],
    ]);
  });

  it('lets --label say which side a time column names', () => {
    const text = 'start,import_wh\n2020-08-06T05:30Z,1\n2020-08-06T06:00Z,2\n';
    expect(parseUsage(text, { ...options, label: 'end' }).rows[0]?.start).toBe(at('2020-08-06T05:00Z'));
  });

  it('keeps both rounds of the repeated hour, and none of the one left out', () => {
    const autumn = 'start,import_wh\n2023-10-29 00:00,1\n2023-10-29 01:00,2\n2023-10-29 01:00,3\n2023-10-29 02:00,4\n';
    expect(parseUsage(autumn, options).rows.map(({ start }) => start)).toEqual(
      ['2023-10-28T23:00Z', '2023-10-29T00:00Z', '2023-10-29T01:00Z', '2023-10-29T02:00Z'].map(at),
    );
    const spring = 'start,import_wh\n2023-03-26 00:00,1\n2023-03-26 01:00,9\n2023-03-26 02:00,2\n2023-03-26 03:00,3\n';
    expect(parseUsage(spring, options)).toMatchObject({ skipped: 1, rows: [{}, {}, {}] });
  });

  it('comes in order though it was written newest first', () => {
    const text = 'start,end,import_wh\n2023-01-01T01:00Z,2023-01-01T02:00Z,2\n2023-01-01T00:00Z,2023-01-01T01:00Z,1\n';
    expect(parseUsage(text, options).rows.map(({ energy }) => energy.get('import'))).toEqual([1n * 10n ** 15n, 2n * 10n ** 15n]);
  });

  it('counts a time only once', () => {
    const text = 'start,end,import_wh\n2023-01-01T00:00Z,2023-01-01T01:00Z,1\n2023-01-01T00:30Z,2023-01-01T01:30Z,2\n';
    expect(parseUsage(text, options)).toMatchObject({ skipped: 1, rows: [{ start: at('2023-01-01T00:00Z') }] });
  });

  it('names the headers it found when they are not mapped', () =>
    expect(refusal(() => parseUsage('when,what\n1,2\n', options))).toMatchObject({ id: 'usage-columns', message: expect.stringContaining('"when", "what"') }));
  it('names few of many headers, and nothing of them that a terminal would obey', () => {
    const header = Array.from({ length: 5_000 }, (_, index) => `\u001b[2J${index} ${'x'.repeat(500)}`).join(',');
    const { message } = refusal(() => parseUsage(`${header}\n`, options)) as Error;
    expect(message.length).toBeLessThan(2_000);
    expect(message).toMatch(/and 4980 more\.$/);
    expect(message).not.toMatch(/[\u0000-\u001f]/);
  });
  it('refuses import beside load', () =>
    expect(refusal(() => parseUsage('start,end,import_wh,load_wh\n', options))).toMatchObject({ id: 'usage-kinds' }));
  it('says when nothing in it is valid', () =>
    expect(refusal(() => parseUsage('start,end,import_wh\nyesterday,today,1\n', options))).toMatchObject({ id: 'usage-empty', kind: 'nothing-valid' }));

  it('names the line of an energy that no home has', () =>
    expect(refusal(() => parseUsage('start,end,import_kwh\n\n2023-01-01T00:00Z,2023-01-01T01:00Z,1\n2023-01-01T01:00Z,2023-01-01T02:00Z,99999999999999999999999999\n', options))).toMatchObject({
      id: 'usage-too-large', kind: 'unusable', message: expect.stringContaining('Line 4'),
    }));
  it('names the line after a cell over several lines', () =>
    expect(refusal(() => parseUsage('start,end,import_kwh,"a\nnote"\r\n2023-01-01T00:00Z,2023-01-01T01:00Z,1e9,"x\ny"\n', options))).toMatchObject({ message: expect.stringContaining('Line 3') }));
  it('does not know how long one line with one time is, and says so', () =>
    expect(refusal(() => parseUsage('start,import_kwh\n2023-01-10T10:00Z,1\n', options))).toMatchObject({ id: 'usage-step-unknown', kind: 'nothing-valid', message: expect.stringContaining('how long') }));
  it('says that no time can be read of a file with one column of words', () =>
    expect(refusal(() => parseUsage('start,import_kwh\nnoon,1\nevening,2\n', options))).toMatchObject({ id: 'usage-empty', message: expect.stringContaining('time that can be read') }));
  it.each(['start,end,import_wh,import_kwh\n', 'start,end,export_kwh,import_wh,Export_Wh\n'])('refuses one energy in two units: %s', (text) =>
    expect(refusal(() => parseUsage(text, options))).toMatchObject({ id: 'usage-kinds', message: expect.stringMatching(/(import_wh and import_kwh|export_wh and export_kwh)/) }));
  it('takes the mapped column where the file has one of that name in the other unit, or of the other kind', () => {
    const text = 'start,end,import_wh,load_wh,usage\n2023-01-01T00:00Z,2023-01-01T01:00Z,7,8,1\n';
    expect([...(parseUsage(text, { ...options, columns: 'import_kwh=usage' }).rows[0]?.energy ?? [])]).toEqual([['import', 10n ** 18n]]);
  });
  it('tells how many energies it does not know, and where the first stands', () => {
    const row = (hour: number, cell: string): string => `2023-01-01T0${hour}:00Z,2023-01-01T0${hour + 1}:00Z,${cell}\n`;
    const text = `start,end,import_kwh\n${row(0, '1')}${row(1, 'abc')}${row(2, '-5')}${row(3, '')}${row(4, '"1,234.5"')}`;
    const { unknown, rows } = parseUsage(text, options);
    expect(unknown).toEqual({ empty: 1, noNumber: 2, negative: 1, first: { line: 3, text: 'abc' } });
    expect(rows.map(({ energy }) => energy.get('import'))).toEqual([10n ** 18n, null, null, null, null]);
  });
});

describe('what went through the connection', () => {
  const read = (text: string) => flowsOf(parseUsage(text, options));
  it('is load less generation, never below nothing, and said to be net', () => {
    const { net, flows } = read('start,end,load_wh,generation_wh\n2023-01-01T00:00Z,2023-01-01T01:00Z,300,500\n2023-01-01T01:00Z,2023-01-01T02:00Z,300,100\n');
    expect(net).toBe(true);
    expect(flows.map(({ imported, exported }) => [imported, exported])).toEqual([[0n, 2n * 10n ** 17n], [2n * 10n ** 17n, 0n]]);
  });
  it('has a hole where a cell is empty, not a zero', () =>
    expect(read('start,end,import_wh\n2023-01-01T00:00Z,2023-01-01T01:00Z,\n2023-01-01T01:00Z,2023-01-01T02:00Z,1\n').flows).toHaveLength(1));
  it('tells the holes of a window', () => {
    const hour = (start: number) => ({ start: start as Instant, end: (start + 1) as Instant });
    expect(gapsOf([hour(1), hour(2), hour(4)], { start: 0 as Instant, end: 6 as Instant })).toEqual([hour(0), hour(3), { start: 5, end: 6 }]);
  });
});

describe('a table of texts', () => {
  it('may quote its cells and double its quotes', () =>
    expect(parseCsv('"a,b",c\r\n"say ""hi""",2\r\n')).toMatchObject({ header: ['a,b', 'c'], rows: [['say "hi"', '2']] }));
  it('may be written with semicolons and decimal commas', () => {
    const usage = parseUsage('start;end;import_kwh\n2023-01-01T00:00Z;2023-01-01T01:00Z;0,5\n', options);
    expect(usage.rows[0]?.energy.get('import')).toBe(5n * 10n ** 17n);
  });
  it('may be written with tabs and decimal commas', () => {
    const usage = parseUsage('start\tend\timport_kwh\n2023-01-01T00:00Z\t2023-01-01T01:00Z\t0,5\n', options);
    expect(usage.rows[0]?.energy.get('import')).toBe(5n * 10n ** 17n);
  });
  it('may end without a line end', () => expect(parseCsv('"a","b"\n"1","2"').rows).toEqual([['1', '2']]));
});
