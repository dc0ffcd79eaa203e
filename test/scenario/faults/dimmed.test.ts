import { describe, expect, it } from 'vitest';
import { MATRIX, ran } from '../../../device/bench/faults/matrix.ts';
import { random, run } from '../../../device/bench/faults/scenario.ts';
import { sourceNamed } from '../../../device/bench/faults/sources/catalogue.ts';
import { World } from '../../../device/bench/faults/world.ts';
import { broken, MOST_S, SEED } from './matrixOfPhase.ts';

const LONG = process.env['TIDEWATT_LONG'] === '1';
const RANDOM = LONG ? 400 : 3;

describe('a limit on what can be controlled (§14a EnWG)', () => {
  it('F37 the others make room for a car that does not obey, and it is found out in time', () => {
    const world = new World({ ...MATRIX, source: 'dimmed', seed: SEED });
    world.time.in(1_000, () => world.operator.say(null));
    world.run(200);
    world.largest.device.deaf = true;
    world.operator.say(4_200);
    world.run(60);
    const taken = world.stations.map(({ device }) => [device.descriptor.id, Math.round(device.power)] as const).filter(([, power]) => power > 100);
    expect(taken.map(([id]) => id)).toEqual(['car']);
    expect(world.oracle.violations).toEqual([]);
  });

  it('F07, F08 and F37 keep every promise while it is limited', () => {
    const source = sourceNamed('dimmed');
    const cells = ['F07', 'F08', 'F37'].map((id) => ({ id, source, phase: 'limited' as const }));
    expect(broken([...ran(cells, SEED, MOST_S)])).toEqual([]);
  });

  it(`C-11 ${RANDOM} mixtures at random`, { timeout: LONG ? 900_000 : 300_000 }, () => {
    for (let seed = SEED; seed < SEED + RANDOM; seed++) expect(run(random(seed, { source: 'dimmed' })).violations, `seed ${seed}`).toEqual([]);
  });
});
