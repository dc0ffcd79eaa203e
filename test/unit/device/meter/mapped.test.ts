import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { JsonStream } from '../../../../device/driver/meter/json/stream.ts';
import { MappedReader } from '../../../../device/driver/meter/mapped/mapped.ts';
import { readMapping } from '../../../../device/driver/meter/mapped/mapping.ts';
import type { MeterMessage } from '../../../../device/driver/meter/message.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidewatt-mapping-'));
function file(mapping: unknown): string {
  const path = join(folder, 'mapping.json');
  writeFileSync(path, typeof mapping === 'string' ? mapping : JSON.stringify(mapping));
  return path;
}
function heard(mapping: unknown, ...lines: readonly string[]): { readonly messages: readonly MeterMessage[]; readonly rejected: Readonly<Record<string, number>> } {
  const stream = new JsonStream(new MappedReader(readMapping(file(mapping))));
  return { messages: lines.flatMap((line) => stream.push(Buffer.from(`${line}\n`))), rejected: stream.rejected };
}
const one = (value: object): unknown => ({ values: [{ topic: 'home/meter', ...value }] });

describe('a meter by mapping', () => {
  it('is read as its page says', () => {
    const page = readFileSync(new URL('../../../../docs/formats/mqtt-meter.md', import.meta.url), 'utf8');
    const blocks = [...page.matchAll(/```(?:json|mqtt)\n([^]*?)```/g)].map(([, block = '']) => block);
    expect(heard(blocks[0], ...(blocks[1] ?? '').trim().split('\n')).messages).toEqual([
      {
        meter: 'hall',
        at: null,
        period: 5_000,
        power: -1250,
        phases: { L1: { power: null, volts: 231.4, amps: null } },
        registers: [{ direction: 'import', rate: 0, energy: 8_123_456_000 }, { direction: 'export', rate: 0, energy: 512_000_000 }],
      },
    ]);
  });

  it('takes unit, factor and direction exactly', () => {
    expect(heard(one({ is: 'power', unit: 'kW', scale: 0.1, positive: 'export' }), 'home/meter 12.34').messages[0]?.power).toBe(-1234);
    expect(heard(one({ path: 'a.b', is: 'import-energy', unit: 'MWh', rate: 2 }), 'home/meter {"a":{"b":"1.000000001"}}').messages[0]?.registers).toEqual([{ direction: 'import', rate: 2, energy: 1_000_000_001 }]);
  });

  it('makes a reading when the last power in the file has come, with what came before', () => {
    const mapping = { values: [{ topic: 'm/in', is: 'import-power', unit: 'W' }, { topic: 'm/out', is: 'export-power', unit: 'W' }, { topic: 'm/v', is: 'voltage', unit: 'V', phase: 'L1' }] };
    expect(heard(mapping, 'm/in 0', 'm/v 230', 'm/out 500', 'm/in 300').messages).toMatchObject([{ power: -500, phases: { L1: { volts: 230 } } }]);
  });

  const BOTH = { values: [{ topic: 'm/out', is: 'export-power', unit: 'W' }, { topic: 'm/in', is: 'import-power', unit: 'W' }, { topic: 'm/e', is: 'import-energy', unit: 'kWh' }] };

  it('knows no power until the export that its mapping names has been told', () => {
    expect(heard(BOTH, 'm/in 0').messages).toEqual([]);
    expect(heard(BOTH, 'm/e 7', 'm/in 0').messages).toMatchObject([{ power: null }]);
    expect(heard(BOTH, 'm/out 3000', 'm/in 0').messages).toMatchObject([{ power: -3000 }]);
  });

  it('knows none once an export told on change only is too old, nor while that is unavailable', () => {
    const fill = ['m/in 0', 'm/in 0', 'm/in 0', 'm/e 7', 'm/in 0'];
    expect(heard(BOTH, 'm/out 3000', ...fill).messages.map(({ power }) => power)).toEqual([-3000, -3000, -3000, null]);
    expect(heard(BOTH, 'm/out 3000', 'm/out unavailable', 'm/e 7', 'm/in 0').messages).toMatchObject([{ power: null }]);
  });

  it('holds the same for a phase', () => {
    const phase = { values: [{ topic: 'm/out', is: 'export-power', unit: 'W', phase: 'L1' }, { topic: 'm/in', is: 'import-power', unit: 'W', phase: 'L1' }, { topic: 'm/v', is: 'voltage', unit: 'V', phase: 'L1' }] };
    expect(heard(phase, 'm/in 40', 'm/v 230').messages).toMatchObject([{ phases: { L1: { power: null, volts: 230 } } }]);
    expect(heard(phase, 'm/out 90', 'm/in 40', 'm/v 230').messages).toMatchObject([{ phases: { L1: { power: -50 } } }]);
  });

  it('counts what is no number, and what is about another topic', () => {
    expect(heard(one({ is: 'power', unit: 'W' }), 'home/meter offline', 'home/other 5')).toEqual({ messages: [], rejected: { 'malformed-value': 1, 'not-this-meter': 1 } });
    expect(heard(one({ path: 'p', is: 'power', unit: 'W' }), 'home/meter {"p":null}', 'home/meter {"q":1}')).toEqual({ messages: [], rejected: {} });
  });

  it.each([
    ['{', 'the file'],
    [{ values: [] }, 'values'],
    [one({ is: 'power', unit: 'kWh' }), 'values.0'],
    [one({ is: 'voltage', unit: 'V' }), 'values.0'],
    [one({ is: 'power', unit: 'W', scale: 0 }), 'values.0.scale'],
    [{ values: [{ topic: 'a/#', is: 'power', unit: 'W' }] }, 'values.0.topic'],
    [{ values: [{ topic: 'a', is: 'power', unit: 'W' }], topics: 1 }, 'topics'],
  ])('%j is refused with the place', (mapping, place) => expect(() => readMapping(file(mapping))).toThrow(expect.objectContaining({ id: 'mapping-unreadable', message: expect.stringContaining(place) })));
});
