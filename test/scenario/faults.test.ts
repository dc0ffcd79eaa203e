import { describe, expect, it } from 'vitest';
import { random, run, shrunk, type Scenario } from '../../device/bench/faults/scenario.ts';
import { silentDays, stormyDays } from '../../device/bench/faults/days.ts';
import { powerCuts } from '../../device/bench/faults/powerCuts.ts';
import { ONCE_FAILED } from './faults/onceFailed.ts';

const LONG = process.env['TIDEWATT_LONG'] === '1';
const SEED = 20_270_112;
const EVENTS = LONG ? 1_000_000 : 10_000;

describe('faults over each other at random', () => {
  it(`C-11 no promise is broken in ${EVENTS} events`, { timeout: LONG ? 900_000 : 120_000 }, () => {
    let events = 0;
    let seed = SEED;
    for (; events < EVENTS; seed++) {
      const scenario = random(seed);
      const verdict = run(scenario);
      events += verdict.events;
      expect(verdict.violations, `seed ${seed}: bench faults --random 1 --seed ${seed}`).toEqual([]);
    }
    console.log(`${events} events in ${seed - SEED} random scenarios from seed ${SEED}`);
  });

  it.each(ONCE_FAILED)('%s', (_name, scenario) => expect(run(scenario).violations).toEqual([]));

  it('O-07 the same seed gives the same run', () => {
    expect(run(random(5))).toEqual(run(random(5)));
  });
});

describe('days without trouble, and days without a word', () => {
  it('C-07 thirty days with 10 % of packets lost: no false failsafe', () => {
    expect(stormyDays(30, 0.1)).toMatchObject({ failsafes: 0, beats: 43_200 });
  });

  it('C-07 the same with nobody repeating what was lost shows what is being avoided', () => {
    expect(stormyDays(30, 0.1, { repeats: false }).failsafes).toBeGreaterThan(50);
  });

  it('C-08, R04 seven days of silence are never free under the protective default', () => {
    expect(silentDays(7, 'protective')).toEqual({ freeSeconds: 0, loosest: 4_200 });
  });

  it('R04 the standard default is free once the failsafe is over, so that the test above can fail', () => {
    expect(silentDays(7, 'standard').freeSeconds).toBeGreaterThan(500_000);
  });
});

describe('power cuts at random instants', () => {
  it.each(['truncated', 'zeroed'] as const)('C-09 a failsafe is never shortened by a newest state that is %s', (damage) => {
    for (let seed = 1; seed <= (LONG ? 200 : 25); seed++) expect(powerCuts(seed, damage), `seed ${seed}`).toBeLessThanOrEqual(4_200);
  });
});

it('O-07 a failing scenario is shrunk to the incident that matters, on the plainest plant', () => {
  const scenario = random(44, { source: 'average' });
  const incidents = [...scenario.incidents, { at: 700, fault: 'F28' }];
  const fails = (candidate: Scenario): boolean => candidate.incidents.some((incident) => 'fault' in incident && incident.fault === 'F28' && incident.at === 700);
  const small = shrunk({ ...scenario, incidents }, fails);
  expect(small.incidents).toEqual([{ at: 700, fault: 'F28' }]);
  expect(small.setting).toMatchObject({ source: 'average', kettles: false, phases: false, period: 1_000, lag: { dead: 0, constant: 1_000 } });
});
