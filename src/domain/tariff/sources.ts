import { effectId, type StoreEffect } from '../machine/effect.ts';
import type { HomeEvent, Machine, Step } from '../machine/machine.ts';
import type { Now } from '../time/now.ts';

/** What a source gives a home: each of these has one source at most. */
export const GIVEN = ['import', 'export', 'gas', 'carbon'] as const;
export type Given = (typeof GIVEN)[number];

/** A source as the home is set up; `of` names it with its settings, without keys. */
export interface SourceSetUp {
  readonly gives: Given;
  readonly name: string;
  readonly of: string;
}

/** The sources that the home is set up with: said at the start, in place of those of the last start. */
export interface SourcesEvent extends HomeEvent {
  readonly kind: 'price-sources';
  readonly sources: readonly SourceSetUp[];
}

/** Whether a source said something that could be taken; `reason` = why not. */
export interface SourceSaidEvent extends HomeEvent {
  readonly kind: 'price-source-said';
  readonly gives: Given;
  readonly reason: string | null;
}

/** What the journal keeps of it: `name` is the source of now, null when there is none any more. */
export interface SourceRecord {
  readonly kind: 'price-source';
  readonly change: 'begins' | 'replaces' | 'ends' | 'fails' | 'answers';
  readonly gives: Given;
  readonly name: string;
  readonly reason: string | null;
}

export interface SourcesState {
  readonly n: number;
  readonly known: readonly (SourceSetUp & { readonly reason: string | null })[];
}

const NAME = 'priceSources';
const MOST_REASON = 300;

/** Puts into the journal which sources price the home, when that changes, and when one stops to say what can be taken. */
export const priceSources: Machine<SourcesState, HomeEvent, unknown> = {
  name: NAME,
  initial: { n: 0, known: [] },
  hears: new Set<(SourcesEvent | SourceSaidEvent)['kind']>(['price-sources', 'price-source-said']),
  step(state, event, now) {
    const known = event as SourcesEvent | SourceSaidEvent;
    return known.kind === 'price-sources' ? setUp(state, known.sources, now) : said(state, known, now);
  },
};

function setUp(state: SourcesState, sources: readonly SourceSetUp[], now: Now): Step<SourcesState, unknown> {
  const records: SourceRecord[] = [];
  for (const { gives, name, of } of sources) {
    const before = state.known.find((one) => one.gives === gives);
    if (before?.of !== of) records.push({ kind: 'price-source', change: before ? 'replaces' : 'begins', gives, name, reason: null });
  }
  for (const { gives, name } of state.known) if (!sources.some((one) => one.gives === gives)) records.push({ kind: 'price-source', change: 'ends', gives, name, reason: null });
  const known = sources.map((one) => ({ ...one, reason: state.known.find(({ of }) => of === one.of)?.reason ?? null }));
  return stored({ ...state, known }, records, now);
}

function said(state: SourcesState, event: SourceSaidEvent, now: Now): Step<SourcesState, unknown> {
  const source = state.known.find(({ gives }) => gives === event.gives);
  const reason = event.reason?.slice(0, MOST_REASON) ?? null;
  if (!source || source.reason === reason) return { state };
  const { gives, name } = source;
  const known = state.known.map((one) => (one === source ? { ...one, reason } : one));
  return stored({ ...state, known }, [{ kind: 'price-source', change: reason === null ? 'answers' : 'fails', gives, name, reason }], now);
}

function stored(state: SourcesState, records: readonly SourceRecord[], now: Now): Step<SourcesState, unknown> {
  const effects = records.map((record, index): StoreEffect => ({ id: effectId(now, NAME, state.n + index), kind: 'store', record }));
  return { state: { ...state, n: state.n + records.length }, effects };
}
