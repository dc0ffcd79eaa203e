import { describe, expect, it } from 'vitest';
import { contract, HOUR, iso, MINUTE, NOON, SignalHome } from './home.ts';

const DEMANDS = ['less-demand', 'more-demand', 'less-generation', 'more-generation'] as const;
const FIRMNESSES = ['advisory', 'overridable', 'firm'] as const;
const TARGETS = [
  [{ kind: 'all' }, ['car', 'heater', 'freezer']],
  [{ kind: 'class', class: 'immersion' }, ['heater']],
  [{ kind: 'circuit', circuit: 'garage' }, ['car']],
] as const;
const CASES = DEMANDS.flatMap((demand) => TARGETS.flatMap(([target, devices]) => FIRMNESSES.map((firmness) => [demand, target, devices, firmness] as const)));
/** Agrees to all of it; overridable calls run unless somebody leaves them. */
const open = (): SignalHome => new SignalHome([contract({ demands: DEMANDS, increase: { power: 5_000, energyPerDay: 20_000 } })]);

describe('E12, E13, E14 direct control: each demand, for a class, a circuit or all, at each firmness, for its time', () => {
  it.each(CASES)('%s of %j, %j, %s: answered, carried out over these devices, ended on time, then free again', (demand, target, devices, firmness) => {
    const home = open();
    expect(home.send(home.event({ demand, target, firmness, power: 1_500, start: iso(NOON + MINUTE), end: iso(NOON + 31 * MINUTE) }))).toBeNull();
    expect(home.calls).toMatchObject([{ demand, target, firmness, power: 1_500, start: NOON + MINUTE, end: NOON + 31 * MINUTE, basis: firmness === 'advisory' ? null : 'Agreement of 1 May' }]);
    if (firmness === 'advisory') expect([home.status(), home.says('dso/peak', 'join')]).toEqual(['offered', null]);
    home.pass(MINUTE - 1_000);
    expect(home.status()).not.toBe('running');
    home.pass(1_000);
    expect(home.calls).toMatchObject([{ status: 'running', devices }]);
    expect(home.says('dso/peak', 'opt-out')).toBe(firmness === 'firm' ? 'firm' : null);
    if (firmness !== 'firm') expect([home.status(), home.says('dso/peak', 'rejoin'), home.status()]).toEqual(['opted-out', null, 'running']);
    for (let minute = 0; minute < 29; minute += 1) home.pass(MINUTE);
    home.pass(59_000);
    expect(home.status()).toBe('running');
    home.pass(1_000);
    expect(home.status()).toBe('over');
  });

  it('E17 at short notice: one that begins now runs at once, and one without an end is none', () => {
    const home = open();
    const { start: _now, ...atOnce } = home.event({ firmness: 'firm', end: iso(NOON + HOUR) });
    expect([home.send(atOnce), home.status()]).toEqual([null, 'running']);
    const { end: _never, ...endless } = home.event({ id: 'endless' });
    expect(home.send(endless)).toBe('wrong-shape');
  });
});
