import { beforeEach, describe, expect, it } from 'vitest';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { ByteListener } from '../../../../device/transport/bytes.ts';
import { anchored } from '../../../../device/driver/meter/anchor.ts';
import type { MeterStatus } from '../../../../device/driver/meter/meter.ts';
import { LiveMeter, silenceOf } from '../../../../device/driver/meter/live.ts';
import { P1Stream } from '../../../../device/driver/meter/p1/stream.ts';
import { crc16, crcText } from '../../../../device/driver/meter/p1/crc.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import { HandClock } from '../../../fakes/handClock.ts';
import { bytesOf, DSMR3, DSMR5 } from '../../../fixtures/p1/telegrams.ts';

/** The DSMR 5 telegram of 14:30:SS. */
function telegramAt(second: number): Uint8Array {
  const body = DSMR5.slice(0, DSMR5.lastIndexOf('!') + 1).replace('230715143005S', `2307151430${String(second).padStart(2, '0')}S`);
  return bytesOf(`${body}${crcText(crc16(bytesOf(body)))}\r\n`);
}
const START = Date.UTC(2023, 6, 15, 12, 30, 0);

let clock: HandClock;
let line: ByteListener;
let readings: MeterReading[];
let statuses: MeterStatus[];
let silence: () => Milliseconds;
let stop: AbortController;

function started(wall = START): LiveMeter {
  clock = new HandClock(wall);
  [readings, statuses, stop] = [[], [], new AbortController()];
  const source = (asked: () => Milliseconds) => {
    silence = asked;
    return { start: (listener: ByteListener) => void (line = listener) };
  };
  const meter = new LiveMeter(source, clock, new P1Stream('Europe/Amsterdam'), 10_000 as Milliseconds);
  meter.start((reading) => readings.push(reading), (status) => statuses.push(status), stop.signal);
  line.opened();
  return meter;
}
const states = (): readonly string[] => statuses.map(({ state }) => state);

describe('a P1 meter on a line', () => {
  beforeEach(() => void started());

  it('says that nothing has come yet, then that it does', () => {
    expect(states()).toEqual(['never']);
    clock.pass(5_000);
    line.bytes(telegramAt(5));
    expect(states()).toEqual(['never', 'ok']);
    expect(readings).toMatchObject([{ at: START + 5_000, power: -1493, period: 1_000, quality: 'measured' }]);
  });

  it('is not there when it sends telegrams that tell nothing', () => {
    for (let second = 0; second < 55; second++) {
      line.bytes(bytesOf('/A\r\n\r\n!\r\n'));
      clock.pass(1_000);
    }
    expect(readings).toEqual([]);
    expect(states()).not.toContain('ok');
    expect(statuses.at(-1)?.rejected).toEqual({ empty: 55 });
  });

  it('holds up nobody when its line brings more than a port can: what is too much is left and counted', () => {
    for (let piece = 0; piece < 100; piece++) line.bytes(new Uint8Array(65_536).fill(0x2f));
    clock.pass(1_000);
    line.bytes(new Uint8Array(0));
    expect(statuses.at(-1)?.rejected).toMatchObject({ flood: 99 });
    clock.pass(60_000);
    line.bytes(telegramAt(50));
    line.bytes(telegramAt(51));
    expect(readings).not.toEqual([]);
  });

  it('is silent when no telegram came for as long as a reading is good', () => {
    line.bytes(telegramAt(0));
    clock.pass(14_999);
    expect(states()).toEqual(['never', 'ok']);
    clock.pass(1);
    expect(states()).toEqual(['never', 'ok', 'silent']);
    line.bytes(telegramAt(15));
    expect(states()).toEqual(['never', 'ok', 'silent', 'ok']);
  });

  it('is not kept alive by telegrams that are damaged: they are counted', () => {
    const damaged = bytesOf(DSMR5.replace('1.905', '1.906'));
    line.bytes(telegramAt(0));
    for (let second = 0; second < 20; second++) {
      clock.pass(1_000);
      line.bytes(damaged);
    }
    clock.pass(1_000);
    expect(statuses.at(-1)).toEqual({ state: 'silent', rejected: { crc: 20 } });
  });

  it('does not join what two connections brought', () => {
    line.bytes(telegramAt(0).slice(0, 500));
    line.lost('closed');
    line.opened();
    line.bytes(telegramAt(0).slice(500));
    line.bytes(telegramAt(1));
    expect(readings).toHaveLength(1);
  });

  it('learns how often the meter really speaks', () => {
    const meter = started();
    for (let second = 0; second < 36; second += 5) {
      line.bytes(telegramAt(second));
      clock.pass(5_000);
    }
    expect(meter.period).toBe(5_000);
    expect(readings.map(({ period }) => period)).toEqual([1000, 1000, 1000, 1000, 1000, 5000, 5000, 5000]);
  });

  it('takes the moment of arrival where the meter has no clock', () => {
    clock.pass(700);
    line.bytes(bytesOf(DSMR3));
    expect(readings).toMatchObject([{ at: START + 700, period: 10_000 }]);
  });

  it('takes the line for dead after 30 s, or six periods of a slow meter', () => {
    expect(silence()).toBe(60_000);
    line.bytes(telegramAt(0));
    expect(silence()).toBe(30_000);
    expect(silenceOf(60_000 as Milliseconds)).toBe(360_000);
  });

  it('calls nobody after it is stopped', () => {
    stop.abort();
    line.bytes(telegramAt(0));
    clock.pass(60_000);
    expect([readings.length, states()]).toEqual([0, ['never']]);
  });
});

describe('a meter whose clock is wrong', () => {
  it('keeps its pace in the time of the home', () => {
    started(START + 3_600_000);
    line.bytes(telegramAt(0));
    clock.pass(1_300);
    line.bytes(telegramAt(1));
    expect(readings.map(({ at }) => at)).toEqual([START + 3_600_000, START + 3_601_000]);
  });
  it('is believed within ten seconds, and moved anew when it is set', () => {
    const at = (ms: number): Instant => ms as Instant;
    expect(anchored(null, at(100_000), at(109_000))).toEqual({ at: 100_000, anchor: 0 });
    expect(anchored(null, at(100_000), at(111_000))).toEqual({ at: 111_000, anchor: 11_000 });
    expect(anchored(11_000, at(101_000), at(112_400))).toEqual({ at: 112_000, anchor: 11_000 });
    expect(anchored(11_000, at(113_000), at(113_400))).toEqual({ at: 113_000, anchor: 0 });
  });
});
