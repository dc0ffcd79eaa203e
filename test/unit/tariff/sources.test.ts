import { expect, it } from 'vitest';
import type { HomeEvent } from '#domain/machine/machine.ts';
import { priceSources, type SourcesEvent, type SourcesState, type SourceSaidEvent } from '#domain/tariff/sources.ts';
import { instant, ms } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';

const NOW: Now = { wall: instant(Date.parse('2026-11-21T12:00:00Z')), mono: ms(1), boot: 'b', trust: 'synced' };

function journalOf(events: readonly (SourcesEvent | SourceSaidEvent)[], begun: SourcesState = priceSources.initial): { readonly state: SourcesState; readonly told: unknown[] } {
  let state = begun;
  const told: unknown[] = [];
  for (const event of events) {
    const step = priceSources.step(state, event satisfies HomeEvent, NOW, {});
    state = step.state;
    for (const effect of step.effects ?? []) if ('record' in effect) told.push(Object.values(effect.record as object).slice(1).join(' '));
  }
  return { state, told };
}

const tibber = { gives: 'import', name: 'Tibber', of: 'a1' } as const;
const octopus = { gives: 'import', name: 'Octopus Energy', of: 'b2' } as const;
const carbon = { gives: 'carbon', name: 'Carbon Intensity API', of: 'c3' } as const;
const setUp = (...sources: SourcesEvent['sources']): SourcesEvent => ({ kind: 'price-sources', sources });
const said = (reason: string | null, gives: SourceSaidEvent['gives'] = 'import'): SourceSaidEvent => ({ kind: 'price-source-said', gives, reason });

it('a source that begins, is replaced and ends stands in the journal, once each', () => {
  const { told } = journalOf([setUp(tibber), setUp(tibber), setUp(octopus, carbon), setUp(carbon)]);
  expect(told).toEqual(['begins import Tibber ', 'replaces import Octopus Energy ', 'begins carbon Carbon Intensity API ', 'ends import Octopus Energy ']);
});

it('one that stops to say what can be taken stands there with the reason, and so does its next word', () => {
  const { told, state } = journalOf([setUp(tibber), said(null), said('enotfound'), said('enotfound'), said('refused, tariff-late: all of it is over'), said(null), said(null)]);
  expect(told.slice(1)).toEqual(['fails import Tibber enotfound', 'fails import Tibber refused, tariff-late: all of it is over', 'answers import Tibber ']);
  expect(journalOf([setUp(tibber), said('x', 'gas')], state).told).toEqual([]);
});

it('a restart says again neither the source nor why it is silent', () => {
  const { state } = journalOf([setUp(tibber), said('enotfound')]);
  expect(journalOf([setUp(tibber), said('enotfound')], state).told).toEqual([]);
});
