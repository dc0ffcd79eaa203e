import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { plan } from '../../../../device/cli/plan.ts';
import { readProblem } from '../../../../device/cli/problemFile.ts';

const DOCS = new URL('../../../../docs/formats/', import.meta.url);

async function answerTo(text: string): Promise<Record<string, unknown>> {
  const printed: unknown[] = [];
  const terminal = { json: true, read: () => Promise.resolve(new TextEncoder().encode(text)), print: (answer: unknown) => void printed.push(answer), write: () => undefined, note: () => undefined };
  expect(await plan.run(['problem.json'], terminal)).toBe(0);
  return printed[0] as Record<string, unknown>;
}

const example = (primitive: string): Promise<string> => readFile(new URL(`plan-${primitive}.json`, DOCS), 'utf8');

describe('the examples of docs/formats/plan.md hold', () => {
  it.each([
    // 3 kWh at 10 c; from 01:00, 2 kWh at 10 c and 1 at 20 c; 3 kWh and 2 kWh at -10 c; 1 kWh at 10 c and 2 at 30 c.
    ['store', 'proven', 300_000, 700_000],
    ['profile', 'proven', 400_000, 700_000],
    ['envelope', 'proven', -300_000, 0],
    ['modes', 'proven', -200_000, 0],
    ['inflexible', 'nothing', 700_000, 700_000],
  ])('%s', async (primitive, status, cost, nothing) => {
    const answer = await answerTo(await example(primitive));
    expect(answer).toMatchObject({ status, cost_micro: cost, bound_micro: cost, nothing_micro: nothing, broken: [] });
    expect(Object.keys(answer)).toEqual(['status', 'cost_micro', 'bound_micro', 'gap', 'nothing_micro', 'acts', 'broken', 'reasons', 'steps']);
  });
});

describe('a file that is no problem', () => {
  it('is refused with the field, or the rule, that is wrong', async () => {
    const good = await example('store');
    expect(() => readProblem('{')).toThrow('it is no JSON');
    expect(() => readProblem('{}')).toThrow('version');
    expect(() => readProblem(good.replace('"2023-03-24T01:00:00Z"', '"01:00"'))).toThrow('not a time with an offset');
    expect(() => readProblem(good.replace('[1000, 2000]', '[1000]'))).toThrow('list-not-as-long-as-slots');
    expect(() => readProblem(good.replace('"capacity": 4000000', '"capacity": 0'))).toThrow('device-unfit');
  });

  it('is read with any offset', async () => {
    const elsewhere = (await example('store')).replaceAll('2023-03-24T00:00:00Z', '2023-03-24T01:00:00+01:00');
    expect(readProblem(elsewhere).slots[0]?.start).toBe(Date.UTC(2023, 2, 24));
  });
});
