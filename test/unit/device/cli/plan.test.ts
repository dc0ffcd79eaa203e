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
    // 11 kWh at 5 c and 3 at 10 c; alone 11 at 30 c, 11 at 10 c and 8 at 20 c.
    ['car', 'proven', 850_000, 6_000_000],
    // 3 kWh at 10 c; alone 2 at 30 c, 2 and 2 at 10 c, 1 at 40 c.
    ['tank', 'proven', 300_000, 1_400_000],
    // 6 kWh of heat at 4 for 1; alone it runs all four hours.
    ['heat-pump', 'proven', 300_000, 800_000],
    // Two hours bought at 20 c, two hours of 35 c of gas, two starts; alone four hours of gas and one start.
    ['micro-chp', 'proven', 1_200_000, 1_450_000],
    // Half a kWh bought at 20 c; alone 2 kWh at -5 c besides.
    ['roof', 'proven', 100_000, 200_000],
    // Washed at 10 c, dried at 15 c, pumped at 10 and 15 c; alone 30 and 20 c, 15 and 5 c.
    ['appliances', 'proven', 525_000, 700_000],
  ])('%s', async (primitive, status, cost, nothing) => {
    const answer = await answerTo(await example(primitive));
    expect(answer).toMatchObject({ status, cost_micro: cost, bound_micro: cost, nothing_micro: nothing, broken: [] });
    expect(Object.keys(answer)).toEqual(['status', 'cost_micro', 'bound_micro', 'gap', 'nothing_micro', 'acts', 'broken', 'reasons', 'steps']);
  });
});

it('plan-battery.json: what its window and the operator leave is given in the dear hour, through the curve', async () => {
  const answer = await answerTo(await example('battery'));
  expect(answer['broken']).toEqual([]);
  // 2 kWh want 2 / 0.95 + 0.02 of content and 1.99 are above a quarter of 8: 0.2 kWh at 10 c put the rest in, 3 kWh are bought at 40 c.
  expect(Number(answer['cost_micro']) / 10_000).toBeCloseTo(0.2 * 10 + 3 * 40, 0);
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
