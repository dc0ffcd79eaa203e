import { describe, expect, it } from 'vitest';
import { arrowsOf, circle, codeFrom, packagesOf, reachable, wrongArrows } from './arrows.ts';
import { productModules } from './tree.ts';

const modules = productModules();
const arrows = [...modules].flatMap(([file, source]) => arrowsOf(file, source));

describe('import directions', () => {
  it('sees the house: not zero modules, not zero arrows', () => {
    expect(modules.size).toBeGreaterThan(30);
    expect(arrows.length).toBeGreaterThan(50);
  });

  it('runs no arrow against the plan of the house', () => expect(wrongArrows(arrows)).toEqual([]));
  it('has no circle of imports', () => expect(circle(arrows)).toBeUndefined());
  it('resolves every arrow to a module that exists', () =>
    expect(arrows.filter(({ to }) => to.endsWith('.ts') && !modules.has(to))).toEqual([]));

  it('keeps broker, SQLite and HTTP out of the control process', () => {
    const seen = reachable('device/control/main.ts', arrows);
    const packages = [...seen].flatMap((file) => packagesOf(modules.get(file) ?? ''));
    expect(seen.size).toBeGreaterThan(5);
    expect(packages.filter((name) => ['aedes', 'ws', 'libsql', 'node:http', 'node:https', 'highs'].includes(name))).toEqual([]);
  });

  it('hands control types of house, and none of its code', () =>
    expect([...modules].filter(([file, source]) => file.startsWith('device/control/') && codeFrom(source, /\/house\//).length > 0).map(([file]) => file)).toEqual([]));

  it('lets only the actuator command a driver', () => {
    const callers = [...modules].filter(([file, source]) => file.startsWith('device/control/') && /\.command\(/.test(source)).map(([file]) => file);
    expect(callers).toEqual(['device/control/actuator.ts']);
  });
});

describe('a planted fault is found', () => {
  it.each([
    ['src/domain/units/power.ts', "import { x } from '../time/now.ts';"],
    ['src/domain/meter/reading.ts', "import { x } from '#domain/plan/act.ts';"],
    ['src/domain/plan/evaluate.ts', "import { x } from '#wire/envelope.ts';"],
    ['src/wire/topics.ts', "import { x } from '../ui/now/tw-now.ts';"],
    ['src/ui/now/tw-now.ts', "import { x } from '../plan/tw-plan.ts';"],
    ['src/ui/now/tw-now.ts', "import { x } from '../../link/mqtt.ts';"],
    ['src/ui/now/tw-now.ts', "const w = new Worker(new URL('../../../workers/plan/index.ts', import.meta.url));"],
    ['workers/plan/index.ts', "import { x } from '../../src/data/replica.ts';"],
    ['workers/plan/index.ts', "import { x } from '../../device/channel.ts';"],
    ['device/driver/plug/zigbee2mqtt.ts', "import { x } from '../../control/actuator.ts';"],
    ['device/control/gateway.ts', "import type { x } from '../house/house.ts';"],
    ['device/control/children/houseProcess.ts', "import { x } from '../../house/storage/thread.ts';"],
    ['device/control/gateway.ts', "import { x } from '../broker/broker.ts';"],
    ['device/control/loop.ts', "import { x } from '../planner/planner.ts';"],
    ['device/control/loop.ts', "import { x } from '../cli/main.ts';"],
    ['device/house/main.ts', "export { x } from '#workers/plan/solve.ts';"],
  ])('%s: %s', (file, source) => expect(wrongArrows(arrowsOf(file, source))).toHaveLength(1));

  it('finds code of house in control', () => {
    expect(codeFrom("import { parseHouseOptions } from '../house/options.ts';\n", /\/house\//)).toEqual(['../house/options.ts']);
    expect(codeFrom("import type { HouseOptions } from '../house/options.ts';\n", /\/house\//)).toEqual([]);
  });

  it('finds a circle', () =>
    expect(circle([{ from: 'a', to: 'b' }, { from: 'b', to: 'c' }, { from: 'c', to: 'a' }])).toEqual(['a', 'b', 'c', 'a']));
});
