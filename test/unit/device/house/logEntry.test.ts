import { describe, expect, it } from 'vitest';
import { entryOf } from '../../../../device/house/logEntry.ts';

const LIMIT = { source: 'grid-operator', direction: 'import', scope: 'site', sequence: 4, value: { kind: 'limit', w: 4_200 }, start: 0, end: null };
const PLAN = { revision: 3, author: 'gateway', committedAt: 1, from: 2, until: 9, acts: [{ device: 'car', interval: { start: 2, end: 5 }, policy: { kind: 'run' } }], reasons: [], cost: 1, nothing: 2, broken: [], levels: [] };

describe('a record of the journal as a line of the log', () => {
  it.each([
    [{ kind: 'plan', credential: 'c', requestId: 'r', plan: PLAN }, { kind: 'plan', from: 2, until: 9, acts: PLAN.acts, reasons: [] }],
    [{ kind: 'wishes', credential: 'c', requestId: 'r', change: { kind: 'pause', until: null } }, { kind: 'person', body: { kind: 'pause', until: null } }],
    [{ kind: 'act', act: { kind: 'override', device: 'car', want: 'off', until: 7 } }, { kind: 'person', body: { kind: 'act', act: { kind: 'override', device: 'car', want: 'off', until: 7 } } }],
    [{ kind: 'alarm-seen', credential: 'c', requestId: 'r', alarm: 'a-1' }, { kind: 'person', body: { kind: 'alarm-seen', alarm: 'a-1' } }],
    [{ kind: 'limit-proof', step: 'applied', at: 1, limits: [LIMIT], excess: 0 }, { kind: 'limit', step: 'applied', source: 'grid-operator', w: 4_200, excess: 0 }],
    [{ kind: 'limit-proof', step: 'lifted', at: 1, limits: [{ ...LIMIT, value: { kind: 'none' } }], excess: 0 }, { kind: 'limit', step: 'lifted', source: 'grid-operator', w: null, excess: 0 }],
    [{ kind: 'limit-proof', step: 'kept', at: 1, limits: [], excess: 300 }, { kind: 'limit', step: 'kept', source: null, w: null, excess: 300 }],
    [{ kind: 'call', at: 1, call: 'x', issuer: 'dso', status: 'running', firmness: 'firm', start: 1, end: 2 }, { kind: 'event', issuer: 'dso', status: 'running' }],
    [{ kind: 'receipt', at: 1, call: 'x', issuer: 'dso', receipt: { asked: null, delivered: 5, baseline: 'days' } }, { kind: 'receipt', issuer: 'dso', asked: null, delivered: 5 }],
    [{ kind: 'notice', notice: { id: 'n', issuer: 'dso', text: 'Works on Monday.', receivedAt: 1, outage: null } }, { kind: 'notice', issuer: 'dso', text: 'Works on Monday.' }],
    [{ kind: 'signed', issuer: 'dso', sequence: 3, what: 'limit', refused: 'replayed' }, { kind: 'refused', issuer: 'dso', reason: 'replayed' }],
    [{ kind: 'ladder', entry: { what: 'step', ladder: 'l', at: 1, from: 'below', to: 'warned', cause: 'x', power: 1, threshold: 1, trips: 0 } }, { kind: 'ladder', what: 'warned' }],
    [{ kind: 'ladder', entry: { what: 'acknowledged', ladder: 'l', at: 1, step: 'warned' } }, { kind: 'ladder', what: 'acknowledged' }],
    [{ kind: 'safety', at: 1, change: 'begins', alarm: { id: 'a', kind: 'supply-lost' } }, { kind: 'alarm', change: 'begins', alarm: 'supply-lost' }],
    [{ kind: 'price-source', change: 'fails', gives: 'import', name: 'Tibber', reason: 'not-allowed' }, { kind: 'price-source', change: 'fails', gives: 'import', name: 'Tibber', reason: 'not-allowed' }],
    [{ kind: 'tariff-typed-removed', validFrom: '2026-10-01' }, { kind: 'person', body: { kind: 'tariff-typed-removed', validFrom: '2026-10-01' } }],
  ])('%j', (record, entry) => expect(entryOf(record)).toEqual(entry));

  it('is none where it says nothing to people, or is not known', () => {
    for (const record of [{ kind: 'limit', state: {}, frees: false }, { kind: 'signed', issuer: 'dso', sequence: 3, what: 'limit', refused: null }, { kind: 'safety', change: 'explodes', alarm: { kind: 'supply-lost' } }, { kind: 'wishes', change: { kind: 'pause', until: 'soon' } }, null, 7, 'plan', {}]) expect(entryOf(record)).toBeNull();
  });
});
