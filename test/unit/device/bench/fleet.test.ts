import { expect, it } from 'vitest';
import { benchFleet } from '../../../../device/bench/fleet.ts';

it('G-01 G-02 G-03 ten thousand homes that hear the same word in the same second rise by at most 2.5 % of their load in ten', async () => {
  const figures = await benchFleet();
  console.log(figures.map(({ name, value, unit }) => `${name}: ${value} ${unit}`).join('\n'));
  const steps = figures.filter(({ name }) => name.includes('largest rise'));
  expect(steps.map(({ name }) => name.split(':')[0])).toEqual(['G-01 everybody may take what he likes, at once', 'G-01 limit in A a phase ends, at once (guard stepped, 1000 homes)', 'G-01 limit ends, all gateways restarted a minute later (guard stepped, 1000 homes)', 'G-01 signed call for more, all on now', 'G-02 price edge', 'G-03 area restored']);
  expect(figures.filter(({ ok }) => ok !== true)).toEqual([]);
  // Ten seconds of six hundred are 1.7 %, or half of that where only the half above a limit comes back: all do rise.
  steps.forEach(({ value }) => expect(value).toBeGreaterThan(0.8));
});
