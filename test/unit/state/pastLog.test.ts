import { describe, expect, it } from 'vitest';
import type { LogRecord } from '#wire/history/log.ts';
import { donePlans, toldLines } from '../../../src/state/pastLog.ts';

const HOUR = 3_600_000;
const act = (from: number, to: number, power = 2_000) => ({ device: 'battery', interval: { start: from * HOUR, end: to * HOUR }, policy: { kind: 'hold' as const, power } });
const reason = (from: number, to: number) => ({ device: 'battery', interval: { start: from * HOUR, end: to * HOUR }, cause: 'cheap-slot' as const, price: 92_000, nextBestPrice: null, saving: 0 });
const plan = (seq: number, from: number, acts: ReturnType<typeof act>[], reasons: ReturnType<typeof reason>[] = []): LogRecord => ({ seq, at: from * HOUR - 1_000, entry: { kind: 'plan', from: from * HOUR, until: (from + 36) * HOUR, acts, reasons } });
const hours = ({ interval }: { readonly interval: { readonly start: number; readonly end: number } }) => [interval.start / HOUR, interval.end / HOUR];
const DAY = { start: 0, end: 24 * HOUR };

describe('what plans did', () => {
  it('lasts until the next plan, which may mean something else', () => {
    const records = [plan(2, 10, [act(12, 14)], [reason(12, 14)]), plan(1, 0, [act(2, 4), act(11, 13)], [reason(2, 4), reason(11, 13)])];
    const { acts, reasons } = donePlans(records, DAY, 24 * HOUR);
    // From 11 to 13 was meant at first, and never done: the plan of 10 o'clock put it from 12 to 14.
    expect(acts.map(hours)).toEqual([[2, 4], [12, 14]]);
    expect(reasons.map(hours)).toEqual([[2, 4], [12, 14]]);
  });

  it('is cut where the day begins and where it is now', () => {
    expect(donePlans([plan(1, -6, [act(-2, 3), act(9, 20)])], DAY, 10 * HOUR).acts.map(hours)).toEqual([[0, 3], [9, 10]]);
  });

  it('ends with the plan when no other came', () => {
    expect(donePlans([plan(1, -20, [act(10, 20)])], DAY, 24 * HOUR).acts.map(hours)).toEqual([[10, 16]]);
  });
});

it('lines of the log are those of the time, plans apart', () => {
  const line = (seq: number, at: number): LogRecord => ({ seq, at, entry: { kind: 'person', body: { kind: 'resume' } } });
  expect(toldLines([line(3, DAY.end), line(2, 5), plan(1, 0, []), line(0, -1)], DAY).map(({ seq }) => seq)).toEqual([2]);
});
