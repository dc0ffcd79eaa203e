import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { UsageFlow } from '#domain/meter/usage.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { ExactEnergy } from '#domain/units/money.ts';
import { replayClock } from '../../../../device/clock/replay.ts';
import { meterFormat } from '../../../../device/driver/meter/index.ts';
import type { MeterStatus, OpenedMeter } from '../../../../device/driver/meter/meter.ts';
import { expand } from '../../../../device/driver/meter/replay/expand.ts';
import { DSMR3, DSMR4, DSMR5 } from '../../../fixtures/p1/telegrams.ts';

const MWH = 10n ** 12n;
const HALF_HOUR = 1_800_000;
const span = (start: number, end: number): Interval => ({ start: start as Instant, end: end as Instant });
const flow = (start: number, end: number, imported: bigint, exported: bigint | null = null): UsageFlow => ({
  ...span(start, end),
  imported: (imported * MWH) as ExactEnergy,
  exported: exported === null ? null : ((exported * MWH) as ExactEnergy),
});
const registers = (reading: MeterReading | undefined): readonly number[] => reading?.registers.map(({ energy }) => energy) ?? [];
const at = (readings: readonly MeterReading[], moment: number) => readings.find((reading) => reading.at === moment);

describe('intervals played as a meter', () => {
  it('speak every ten seconds, evenly, and say that they are estimated', () => {
    const readings = [...expand([flow(0, HALF_HOUR, 206_000n), flow(HALF_HOUR, 2 * HALF_HOUR, 0n, null)], span(0, 2 * HALF_HOUR))];
    expect(readings).toHaveLength(361);
    expect(readings[0]).toEqual({ meter: 'replay', at: 0, power: 412, phases: {}, registers: [{ direction: 'import', rate: 0, energy: 0 }], period: 10_000, quality: 'estimated' });
    expect(registers(readings[90])).toEqual([103_000]);
    expect(readings[180]).toMatchObject({ at: HALF_HOUR, power: 0 });
  });

  it('gain the energy of every interval to the mWh, whatever it is', () => {
    const energy = fc.bigInt({ min: 0n, max: 20_000_000n });
    const lengths = fc.constantFrom(60_000, 300_000, 900_000, HALF_HOUR, 3_600_000, 7_000);
    fc.assert(
      fc.property(fc.array(fc.tuple(lengths, energy, energy, fc.boolean()), { minLength: 1, maxLength: 8 }), (parts) => {
        let end = 0;
        const flows = parts.map(([length, imported, exported, gap]) => {
          const start = gap ? end + 120_000 : end;
          end = start + length;
          return flow(start, end, imported, exported);
        });
        const readings = [...expand(flows, span(0, end))];
        for (const [index, { start, end: until }] of flows.entries()) {
          const [before, after] = [registers(at(readings, start)), registers(at(readings, until))];
          const gained = after.map((value, side) => BigInt(value - (before[side] ?? NaN)));
          expect(gained).toEqual([parts[index]?.[1], parts[index]?.[2]]);
        }
        expect(readings.every((reading, index) => index === 0 || reading.at > (readings[index - 1]?.at ?? NaN))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('leave a hole a hole, and know no power at its edge', () => {
    const readings = [...expand([flow(0, 60_000, 600n), flow(120_000, 180_000, 600n)], span(0, 180_000))];
    expect(readings.filter(({ at: moment }) => moment > 60_000 && moment < 120_000)).toEqual([]);
    expect([at(readings, 60_000)?.power, at(readings, 120_000)?.power]).toEqual([null, 36]);
  });

  it('begin and end inside an interval with the registers of that moment', () => {
    const flows = [flow(0, HALF_HOUR, 1_800n), flow(HALF_HOUR, 2 * HALF_HOUR, 3_600n)];
    const readings = [...expand(flows, span(900_000, HALF_HOUR + 600_000))];
    expect([readings[0]?.at, registers(readings[0])]).toEqual([900_000, [900]]);
    expect([readings.at(-1)?.at, registers(readings.at(-1))]).toEqual([HALF_HOUR + 600_000, [3_000]]);
  });

  it('are net where both sides are known', () =>
    expect([...expand([flow(0, 3_600_000, 100_000n, 300_000n)], span(0, 3_600_000))][0]?.power).toBe(-200));
});

describe('a file as a meter', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const folder = mkdtempSync(join(tmpdir(), 'tidewatt-meter-'));
  const file = (name: string, text: string | Uint8Array): string => {
    writeFileSync(join(folder, name), text, 'latin1');
    return join(folder, name);
  };
  const usage = (lines: readonly string[]): string => file('usage.csv', `start,end,import_wh\n${lines.join('\n')}\n`);
  const played = (opened: OpenedMeter, speed: number) => {
    const [readings, statuses, stop] = [[] as MeterReading[], [] as MeterStatus[], new AbortController()];
    const clock = replayClock({ from: opened.span?.start ?? (0 as Instant), speed });
    opened.driver(clock).start((reading) => readings.push(reading), (status) => statuses.push(status), stop.signal);
    return { readings, states: () => statuses.map(({ state }) => state), stop, clock, statuses };
  };

  it('of usage plays in order, none left out, at six hundred times the speed', () => {
    const meter = usage(['2023-03-24T00:00Z,2023-03-24T01:00Z,500', '2023-03-24T01:00Z,2023-03-24T02:00Z,700']);
    const opened = meterFormat('replay').open({ meter, format: 'replay', zone: 'Europe/London' });
    const { readings, states, clock } = played(opened, 600);
    vi.advanceTimersByTime(6_000);
    expect(readings.at(-1)?.at).toBe(Date.parse('2023-03-24T01:00Z'));
    expect(readings.every(({ at: moment }) => moment <= clock.now().wall)).toBe(true);
    vi.advanceTimersByTime(6_100);
    expect(readings).toHaveLength(721);
    expect(states()).toEqual(['never', 'ok', 'ended']);
  });

  it('of usage is silent in a hole, and speaks again', () => {
    const meter = usage(['2023-03-24T00:00Z,2023-03-24T00:01Z,5', '2023-03-24T00:10Z,2023-03-24T00:11Z,7']);
    const { states } = played(meterFormat('replay').open({ meter, format: 'replay', zone: 'UTC' }), 1);
    vi.advanceTimersByTime(89_000);
    expect(states()).toEqual(['never', 'ok']);
    vi.advanceTimersByTime(2_000);
    expect(states()).toEqual(['never', 'ok', 'silent']);
    vi.advanceTimersByTime(600_000);
    expect(states()).toEqual(['never', 'ok', 'silent', 'ok', 'ended']);
  });

  it('of usage outside the wanted time is refused, and says what it tells of', () => {
    const meter = usage(['2023-03-24T00:00Z,2023-03-24T01:00Z,500']);
    const from = Date.parse('2024-01-01') as Instant;
    expect(() => meterFormat('replay').open({ meter, format: 'replay', zone: 'UTC', from, to: null })).toThrow(/2023-03-24T00:00:00.000Z to 2023-03-24T01:00/);
  });

  it('with one telegram gives one reading in its own time, and ends', () => {
    const opened = meterFormat('p1').open({ meter: file('one.txt', DSMR5), format: 'p1', zone: 'UTC' });
    expect(opened.span).toEqual({ start: Date.UTC(2023, 6, 15, 12, 30, 5), end: Date.UTC(2023, 6, 15, 12, 30, 6) });
    const { readings, states } = played(opened, 1);
    vi.advanceTimersByTime(100);
    expect(readings).toMatchObject([{ at: Date.UTC(2023, 6, 15, 12, 30, 5), power: -1493 }]);
    expect(states()).toEqual(['never', 'ok', 'ended']);
  });

  it('without times in it plays at its standard\'s pace from now', () => {
    const opened = meterFormat('p1').open({ meter: file('old.txt', DSMR3 + DSMR3), format: 'p1', zone: 'UTC' });
    expect(opened.span).toBeNull();
    const { readings } = played(opened, 1);
    vi.advanceTimersByTime(9_000);
    expect(readings).toHaveLength(1);
    vi.advanceTimersByTime(1_100);
    expect(readings.map(({ at: moment }) => moment)).toEqual([0, 10_000]);
  });

  it('tells what of a capture was not used', () => {
    const { statuses } = played(meterFormat('p1').open({ meter: file('bad.txt', DSMR5.replace('1.905', '1.906') + DSMR4), format: 'p1', zone: 'UTC' }), 1);
    expect(statuses[0]).toEqual({ state: 'never', rejected: { crc: 1 } });
  });

  it('stops in the middle when it is told to', () => {
    const meter = usage(['2023-03-24T00:00Z,2023-03-24T01:00Z,500']);
    const { readings, stop } = played(meterFormat('replay').open({ meter, format: 'replay', zone: 'UTC' }), 1);
    vi.advanceTimersByTime(25_000);
    stop.abort();
    vi.advanceTimersByTime(60_000);
    expect(readings).toHaveLength(3);
  });

  it.each([
    ['p1', '/nowhere/capture.txt', 'file-unreadable'],
    ['p1', 'tcp://meter', 'meter-address'],
    ['p1', file('noise.txt', 'noise'), 'capture-empty'],
    ['replay', file('other.csv', 'a,b\n1,2\n'), 'usage-columns'],
    ['replay', file('binary.csv', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0x0a])), 'file-not-text'],
    ['replay', file('zeros.csv', 'PK\u0000\u0001,\u0002\n'), 'file-not-text'],
    ['replay', file('words.csv', 'start,end,import_kwh\n2023-03-24T00:00Z,2023-03-24T01:00Z,much\n'), 'replay-empty'],
  ])('%s at %s is refused', (format, meter, id) => expect(() => meterFormat(format).open({ meter, format, zone: 'UTC' })).toThrow(expect.objectContaining({ id })));
  it.each([['gas', 'unknown-meter']])('of format %s there is none', (name, id) =>
    expect(() => meterFormat(name)).toThrow(expect.objectContaining({ id })),
  );

  it('of fifty thousand lines begins within four seconds of work', () => {
    vi.useRealTimers();
    const lines = Array.from({ length: 50_000 }, (_, n) => `${new Date(n * HALF_HOUR).toISOString().replace('T', ' ').replace('.000Z', '+00:00')},0.2${n % 10}60`);
    const meter = file('long.csv', `half hour,usage\n${lines.join('\n')}\n`);
    // The processor's time, not the wall's: the machine may be busy with other tests.
    const started = process.cpuUsage();
    const opened = meterFormat('replay').open({ meter, format: 'replay', zone: 'Europe/London', columns: 'start=half hour,import_kwh=usage', from: (49_000 * HALF_HOUR) as Instant });
    const stop = new AbortController();
    const first = vi.fn();
    opened.driver(replayClock({ from: opened.span?.start ?? (0 as Instant) })).start(first, () => undefined, stop.signal);
    return vi.waitFor(() => expect(first).toHaveBeenCalled(), { timeout: 60_000, interval: 5 }).finally(() => {
      stop.abort();
      const { user, system } = process.cpuUsage(started);
      expect((user + system) / 1000).toBeLessThan(4_000);
    });
  });
});
