import { describe, expect, it } from 'vitest';
import { initialHome, route } from '#domain/home/home.ts';
import type { Machine } from '#domain/machine/machine.ts';
import type { Now } from '#domain/time/now.ts';

interface Facts {
  seen: number;
  doubled: number;
}
type Count = { kind: 'count' } | { kind: 'poison' };
const now = { wall: 0, mono: 0, boot: 'a', trust: 'synced' } as Now;

const counter: Machine<number, Count, Facts> = {
  name: 'counter',
  initial: 0,
  step: (state) => ({ state: state + 1, facts: { seen: state + 1 }, effects: [{ id: `counter-${state + 1}`, kind: 'store' }] }),
};
const fragile: Machine<string, Count, Facts> = {
  name: 'fragile',
  initial: 'whole',
  step: (state, event) => {
    if (event.kind === 'poison') throw new Error('poisoned');
    return { state };
  },
};
const doubler: Machine<null, Count, Facts> = { name: 'doubler', initial: null, step: (state, _event, _now, facts) => ({ state, facts: { doubled: (facts.seen ?? 0) * 2 } }) };
const machines = [counter, fragile, doubler];

describe('the router', () => {
  it('hands a fact to the machines after the one that published it, in the same pass', () => {
    const routed = route<Facts>(machines, initialHome<Facts>(machines), { kind: 'count' }, now);
    expect(routed.home.facts).toEqual({ seen: 1, doubled: 2 });
    expect(routed.effects).toEqual([{ id: 'counter-1', kind: 'store' }]);
  });

  it('leaves a throwing machine alone: it keeps its state, the others go on, the fault is reported', () => {
    const routed = route<Facts>(machines, initialHome<Facts>(machines), { kind: 'poison' }, now);
    expect(routed.faults).toMatchObject([{ machine: 'fragile', event: 'poison' }]);
    expect(routed.home.states).toMatchObject({ counter: 1, fragile: 'whole' });
    expect(routed.home.facts.doubled).toBe(2);
  });

  it('leaves the home it was given as it was: one kept for later still says what it said', () => {
    const before = route<Facts>(machines, initialHome<Facts>(machines), { kind: 'count' }, now).home;
    route<Facts>(machines, before, { kind: 'count' }, now);
    expect(before).toEqual({ states: { counter: 1, fragile: 'whole', doubler: null }, facts: { seen: 1, doubled: 2 } });
  });

  it('hands back the very same home after an event that is nothing to anyone', () => {
    const deaf = [fragile];
    const before = initialHome<Facts>(deaf);
    expect(route<Facts>(deaf, before, { kind: 'count' }, now)).toEqual({ home: before, effects: [], faults: [] });
    expect(route<Facts>(deaf, before, { kind: 'count' }, now).home).toBe(before);
  });

  it('gathers the effects of every machine, in the order of the list', () => {
    const echo: Machine<null, Count, Facts> = { name: 'echo', initial: null, step: (state) => ({ state, effects: [{ id: 'echo-1', kind: 'store' }, { id: 'echo-2', kind: 'store' }] }) };
    const list = [counter, fragile, echo];
    expect(route<Facts>(list, initialHome<Facts>(list), { kind: 'count' }, now).effects.map(({ id }) => id)).toEqual(['counter-1', 'echo-1', 'echo-2']);
  });
});
