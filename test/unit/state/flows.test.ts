import { describe, expect, it } from 'vitest';
import type { Device } from '#wire/message/bodies.ts';
import { flowsOf } from '../../../src/state/flows.ts';

const device = (kind: string, power: number | null, change: Partial<Device> = {}): Device => ({
  id: kind, name: kind, kind, simulated: false, online: true, heardAt: 0, power, setpoint: null, stored: null, capacity: null, asked: null, state: 'obeyed', reason: null, decidedBy: null, fallback: 'timer', ...change,
});
const measured = (watts: number): { readonly watts: number; readonly isEstimate: boolean } => ({ watts, isEstimate: false });

describe('where power flows', () => {
  it('what the rest of the home takes is what comes in less what goes out', () => {
    // 300 W bought, 1500 W from the roof, 2200 W out of the battery, 3000 W into the car: 1000 W are left.
    const flows = flowsOf(measured(300), [device('pv', -1_500), device('battery', -2_200), device('car', 3_000), device('plug', 90)]);
    expect(flows?.ends.map(({ kind, watts }) => [kind, watts])).toEqual([['grid', 300], ['pv', 1_500], ['battery', 2_200], ['car', -3_000]]);
    expect(flows?.home).toBe(1_000);
  });

  it('panels that nobody measures make the rest of the home a source', () => expect(flowsOf(measured(-2_000), [device('battery', 500)])?.home).toBe(-2_500));

  it('what one end does not tell is not known of the rest either, and never 0', () => {
    expect(flowsOf(null, [device('battery', 500)])).toMatchObject({ ends: [{ kind: 'grid', watts: null }, { kind: 'battery', watts: -500 }], home: null });
    expect(flowsOf(measured(300), [device('battery', 500, { online: false })])).toMatchObject({ ends: [{ watts: 300 }, { watts: null }], home: null });
    expect(flowsOf(measured(300), [device('battery', null)])?.home).toBeNull();
  });

  it('a home without battery, car or panels has nothing to draw', () => expect([flowsOf(measured(300), []), flowsOf(measured(300), [device('plug', 90)])]).toEqual([null, null]));
});
