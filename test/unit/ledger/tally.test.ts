import { describe, expect, it } from 'vitest';
import { accounting } from '#domain/ledger/accounting.ts';
import { account } from '#domain/ledger/account.ts';
import type { AccountMemory } from '#domain/ledger/memory.ts';
import { tally, type TallyFacts } from '#domain/ledger/tally.ts';
import { initialHome, route, type AnyMachine, type HomeState } from '#domain/home/home.ts';
import type { HomeEvent } from '#domain/machine/machine.ts';
import { instant, ms, type Instant } from '#domain/time/instant.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { readTariff } from '#wire/tariff.ts';

const utc = (text: string): Instant => instant(Date.parse(text));
const MWH = 1_000_000;

const TARIFF: Tariff = (() => {
  const parts = [
    { name: 'Energy', kind: 'energy', blocks: 'month', tiers: [{ price: '0.20' }, { aboveKWh: '100', price: '0.30' }] },
    { name: 'Peak', kind: 'capacity', each: 'month', price: '5', peak: { minutes: 15 } },
  ];
  const read = readTariff({ tidewatt: 'tariff', version: 2, name: 'T', currency: 'EUR', zone: 'Europe/Brussels', parts });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
})();

type Facts = TallyFacts & Record<string, unknown>;
const MACHINES: readonly AnyMachine<Facts>[] = [accounting({ zone: 'Europe/Brussels' }), tally];

/** A home metered once a quarter of an hour: kWh taken in each. */
function metered(from: Instant, kWh: readonly number[], kept: HomeState<Facts> = initialHome<Facts>(MACHINES)): HomeState<Facts> {
  let home = kept;
  let stand = 1_000;
  let at = from;
  const tell = (event: HomeEvent): void => {
    const routed = route(MACHINES, home, event, { wall: at, mono: ms(at - utc('2023-01-01T00:00Z')), boot: 'b', trust: 'synced' });
    for (const { error } of routed.faults) throw error;
    home = routed.home;
  };
  const read = (): void => tell({ kind: 'reading', reading: { meter: 'm', at, power: null, phases: {}, period: ms(900_000), quality: 'measured', registers: [{ direction: 'import', rate: 0, energy: Math.round(stand * MWH) }] } } as HomeEvent);
  tell({ kind: 'tariff', tariff: TARIFF } as HomeEvent);
  read();
  for (const taken of kWh) {
    stand += taken;
    at = instant(at + 900_000);
    read();
  }
  return home;
}

const memoryOf = ({ facts }: HomeState<Facts>): AccountMemory => {
  if (!facts.tally) throw new Error('nothing was counted');
  return facts.tally;
};
const used = (home: HomeState<Facts>): number[] => [...memoryOf(home).blocks.values()].map((energy) => Number(energy / 10n ** 12n) / MWH);
const peaks = (home: HomeState<Facts>): number[] => [...(memoryOf(home).peaks.get('Peak')?.values() ?? [])].flatMap((rates) => [...rates.values()].map(({ power }) => Number(power / 10n ** 15n)));

describe('what the month has used and its highest window', () => {
  it('are counted slot by slot as they close', () => {
    // 1, 2, 0.5 and 0.25 kWh in quarter-hours, closed by half-hours: 3.75 kWh; 3 kWh in a half-hour are 6 kW.
    const home = metered(utc('2023-03-06T10:00Z'), [1, 2, 0.5, 0.25]);
    expect(used(home)).toEqual([3.75]);
    expect(peaks(home)).toEqual([6_000]);
  });

  it('begin anew with the month, and the last one is remembered', () => {
    // Brussels is an hour ahead: the month ends at 23:00 UTC.
    const home = metered(utc('2023-02-28T22:00Z'), [1, 1, 1, 1, 0.5, 0.5]);
    expect(used(home)).toEqual([4, 1]);
    expect(peaks(home)).toEqual([4_000, 2_000]);
  });

  it('are not counted twice, and go on after a restart from what was kept', () => {
    const before = metered(utc('2023-03-06T10:00Z'), [1, 1]);
    const kept = JSON.parse(JSON.stringify(before.states)) as Record<string, unknown>;
    const after = metered(utc('2023-03-06T11:00Z'), [2, 2], initialHome<Facts>(MACHINES, { tally: kept['tally'] }));
    expect(used(after)).toEqual([6]);
    expect(peaks(after)).toEqual([8_000]);
    expect(used(metered(utc('2023-03-06T10:00Z'), [1, 1], initialHome<Facts>(MACHINES, { tally: kept['tally'] })))).toEqual([2]);
  });

  it('are what the ledger itself remembers of the same slots', () => {
    const start = utc('2023-03-06T10:00Z');
    const taken = [1, 2, 0.5, 0.25, 3, 3];
    const slots = [3, 0.75, 6].map((kWh, index) => ({ start: instant(start + index * 1_800_000), end: instant(start + (index + 1) * 1_800_000), import: BigInt(kWh * 4) * 25n * 10n ** 16n as never, export: null, estimated: false }));
    const { memory } = account({ buying: TARIFF, selling: null }, { start, end: instant(start + 3 * 1_800_000) }, slots);
    expect(memoryOf(metered(start, taken)).blocks).toEqual(memory.blocks);
    expect(memoryOf(metered(start, taken)).peaks.get('Peak')).toEqual(memory.peaks.get('Peak'));
  });

  it('need nothing of a tariff of plain prices', () => {
    const plain = { ...TARIFF, parts: [] };
    const { state } = tally.step(tally.initial, { kind: 'tariff', tariff: plain } as HomeEvent, { wall: utc('2023-03-06T10:00Z'), mono: ms(0), boot: 'b', trust: 'synced' }, {});
    const record = { start: utc('2023-03-06T10:00Z'), end: utc('2023-03-06T10:30Z'), import: MWH, export: 0, quality: 'measured' as const, revision: 1, rate: null };
    expect(tally.step(state, { kind: 'reading' }, { wall: utc('2023-03-06T10:30Z'), mono: ms(0), boot: 'b', trust: 'synced' }, { closed: [record] }).state).toBe(state);
  });
});
