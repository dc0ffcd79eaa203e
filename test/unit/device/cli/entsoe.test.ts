import { describe, expect, it } from 'vitest';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { tariffFromText } from '../../../../device/source/tariffFile.ts';

const point = (position: number, price: string): string => `<Point><position>${position}</position><price.amount>${price}</price.amount></Point>`;
const period = (start: string, end: string, resolution: string, points: string): string =>
  `<Period><timeInterval><start>${start}</start><end>${end}</end></timeInterval><resolution>${resolution}</resolution>${points}</Period>`;
const series = (sequence: number, curve: string, periods: string): string =>
  `<TimeSeries><currency_Unit.name>EUR</currency_Unit.name><price_Measure_Unit.name>MWH</price_Measure_Unit.name>` +
  `<classificationSequence_AttributeInstanceComponent.position>${sequence}</classificationSequence_AttributeInstanceComponent.position><curveType>${curve}</curveType>${periods}</TimeSeries>`;
const document = (content: string): string => `<?xml version="1.0" encoding="utf-8"?>\n<!-- as it comes -->\n<Publication_MarketDocument xmlns="urn:x"><type>A44</type>${content}</Publication_MarketDocument>`;

function slots(text: string): [string, string, number][] {
  const [part] = (tariffFromText(text, 'inc') satisfies Tariff).parts;
  const schedule = part?.per === 'kWh' ? part.tiers[0]?.schedule : undefined;
  if (schedule?.kind !== 'slots') throw new Error('no slots');
  return schedule.slots.map(({ start, end, price }) => [new Date(start).toISOString().slice(8, 16), new Date(end).toISOString().slice(8, 16), price]);
}

describe('an ENTSO-E answer as it comes', () => {
  it('repeats the price before where curve A03 leaves a position out', () =>
    // 102.10 EUR/MWh is 0.1021 EUR/kWh, in 10^-12: 102 100 000 000.
    expect(slots(document(series(1, 'A03', period('2026-02-01T23:00Z', '2026-02-02T00:00Z', 'PT15M', point(1, '102.1') + point(4, '-0.01')))))).toEqual([
      ['01T23:00', '01T23:15', 102_100_000_000],
      ['01T23:15', '01T23:30', 102_100_000_000],
      ['01T23:30', '01T23:45', 102_100_000_000],
      ['01T23:45', '02T00:00', -10_000_000],
    ]));
  it('has no price where curve A01 leaves one out', () =>
    expect(slots(document(series(1, 'A01', period('2026-02-01T22:00Z', '2026-02-02T00:00Z', 'PT60M', point(2, '7')))))).toEqual([['01T23:00', '02T00:00', 7_000_000_000]]));
  it('takes the lowest position of the sequences, over several series and periods', () => {
    const early = (first: string): string => period('2026-02-01T22:00Z', '2026-02-01T23:00Z', 'PT30M', point(1, first) + point(2, '2'));
    const late = period('2026-02-01T23:00Z', '2026-02-02T00:00Z', 'PT60M', point(1, '3'));
    expect(slots(document(series(2, 'A03', early('99') + late) + series(1, 'A03', early('1')))).map(([, , price]) => price)).toEqual([1_000_000_000, 2_000_000_000, 3_000_000_000]);
  });
  it('keeps what the second sequence tells beyond the first', () => {
    const day = period('2026-02-01T22:00Z', '2026-02-02T00:00Z', 'PT60M', point(1, '8') + point(2, '9'));
    const hour = period('2026-02-01T22:00Z', '2026-02-01T23:00Z', 'PT60M', point(1, '1'));
    expect(slots(document(series(1, 'A03', hour) + series(2, 'A03', day))).map(([, , price]) => price)).toEqual([1_000_000_000, 9_000_000_000]);
  });
  it.each([
    ['another document', document('').replace('A44', 'A65'), /A44/],
    ['an element that is not closed', '<Publication_MarketDocument><type>A44</type>', /Publication_MarketDocument/],
    ['an entity', document('<a>&x;</a>'), /Publication_MarketDocument/],
    ['a document type', `<!DOCTYPE x>${document('')}`, /Publication_MarketDocument/],
    ['no series', document(''), /currency/],
    ['a resolution that is not known', document(series(1, 'A03', period('2026-02-01T22:00Z', '2026-02-01T23:00Z', 'P1D', point(1, '1')))), /resolution P1D/],
    ['a point beyond its period', document(series(1, 'A03', period('2026-02-01T22:00Z', '2026-02-01T23:00Z', 'PT60M', point(2, '1')))), /point "2"/],
    ['a price in words', document(series(1, 'A03', period('2026-02-01T22:00Z', '2026-02-01T23:00Z', 'PT60M', point(1, 'dear')))), /point "1"/],
    ['two periods over one time', document(series(1, 'A03', period('2026-02-01T22:00Z', '2026-02-01T23:00Z', 'PT60M', point(1, '1'))).repeat(2)), /overlap/],
  ])('is refused with %s', (_what, text, words) => expect(() => tariffFromText(text, 'inc')).toThrow(words));
});
