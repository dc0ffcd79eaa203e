import { describe, expect, it } from 'vitest';
import { watts } from '#domain/units/power.ts';
import type { MeterLimiter } from '#domain/meter/reading.ts';
import { TicStream } from '../../../device/driver/meter/tic/stream.ts';
import { P1Stream } from '../../../device/driver/meter/p1/stream.ts';
import { standardFrame } from '../../fixtures/tic/frames.ts';
import { Home } from './at.ts';

const says = (threshold: number | null, breaker: MeterLimiter['breaker']): MeterLimiter => ({ threshold: threshold === null ? null : watts(threshold), breaker, message: null });
const FIVE = says(5_000, 'closed');

/** A telegram of a meter that limits, as it is printed: in kW, and its breaker. */
const telegram = (kilowatts: string, breaker: number): string =>
  ['/TWT5\\Tide-Limiter', '', '1-3:0.2.8(50)', '0-0:1.0.0(270112190000W)', '0-0:96.1.1(54494445)', `1-0:1.7.0(${kilowatts}*kW)`, '1-0:2.7.0(00.000*kW)', '0-0:17.0.0(005.0*kW)', `0-0:96.3.10(${breaker})`, '!', ''].join('\r\n');

/** The power and limiter that the telegram tells. */
function readingOf(text: string): { readonly power: number | null; readonly limiter: MeterLimiter | undefined } {
  const stream = new P1Stream('Europe/Amsterdam');
  const [reading] = [...stream.push(new TextEncoder().encode(text)), ...stream.end()];
  if (!reading) throw new Error('no reading');
  return { power: reading.power, limiter: reading.limiter };
}

describe('a meter that limits by itself is mirrored (E11)', () => {
  it('without a line of configuration: warned by the meter’s threshold, the moment of its trip not foreseen', () => {
    const home = new Home([]);
    home.live(5_500, 11, FIVE);
    expect([home.said, home.ladder.where, home.ladder.threshold]).toEqual(['warned 60 - !', 'meter', 5_000]);
  });

  it('sheds to keep the meter from tripping, and never interrupts in its place', () => {
    const home = new Home([]);
    home.live(5_500, 3_600, FIVE);
    expect([home.said, home.kept]).toEqual(['shedding - - !', [4_750]]);
  });

  it('is interrupted when its breaker opens, waits at its button, and comes back over time when it closes', () => {
    const home = new Home([]);
    const tell = (kilowatts: string, breaker: number): void => {
      const { power, limiter } = readingOf(telegram(kilowatts, breaker));
      home.at += 1;
      home.read(power, limiter);
    };
    for (let n = 0; n < 30; n++) tell('05.500', 1);
    expect(home.ladder.step).toBe('warned');
    tell('00.000', 0);
    expect([home.ladder.step, home.kept, home.ladder.trips]).toEqual(['interrupted', [0], 1]);
    expect(home.act('restart', 'meter')).toBe('refused restart-at-the-meter');
    tell('00.000', 2);
    expect(home.ladder.step).toBe('waiting');
    expect(home.act('acknowledge', 'meter')).toBe('done');
    expect(home.act('restart', 'meter')).toBe('refused restart-at-the-meter');
    tell('00.300', 1);
    expect([home.ladder.step, home.kept]).toEqual(['restoring', [0]]);
    for (let n = 0; n < 121; n++) tell('00.300', 1);
    expect([home.ladder.step, home.kept]).toEqual(['below', []]);
  });

  it('stays interrupted while its breaker is not told, or after it was acknowledged', () => {
    const home = new Home([]);
    home.live(100, 2, FIVE);
    home.live(0, 1, says(5_000, 'open'));
    home.act('acknowledge', 'meter');
    home.live(0, 60, says(null, null));
    home.live(0, 60);
    expect(home.ladder.step).toBe('waiting');
    home.live(0, 5, says(5_000, 'open'));
    expect([home.ladder.step, home.ladder.trips]).toEqual(['waiting', 1]);
  });

  it('comes back only when that is stored', () => {
    const home = new Home([]);
    home.live(0, 2, says(5_000, 'open'));
    home.storage = 'down';
    home.live(300, 30, FIVE);
    expect(home.ladder.step).toBe('interrupted');
    home.storage = 'ok';
    home.live(300, 1, FIVE);
    expect(home.ladder.step).toBe('restoring');
  });

  it('is no ladder where the meter prints that it does not limit', () => {
    const home = new Home([]);
    home.live(15_000, 60, says(999_900, 'closed'));
    home.live(15_000, 60, says(null, 'closed'));
    expect(home.facts.ladders).toEqual([]);
  });

  it('stands beside a threshold of the home’s own', () => {
    const home = new Home();
    home.live(7_500, 11, FIVE);
    expect(home.facts.ladders?.map(({ id, where, step }) => `${id} ${where} ${step}`)).toEqual(['import gateway warned', 'meter meter warned']);
  });
});

describe('a Linky, which limits by VA and shows why its breaker is open', () => {
  /** A frame of a 6 kVA contract: VA, and the status register. */
  const frame = (va: number, stge: string): string => standardFrame(['ADSC|041976123456', 'EAST|012345678', 'PREF|06', 'PCOUP|06', `SINSTS|${String(va).padStart(5, '0')}`, `STGE|${stge}`]);
  const tell = (home: Home, va: number, stge: string, seconds = 1): void => {
    for (let n = 0; n < seconds; n++) {
      const [reading] = new TicStream('Europe/Paris').push(new TextEncoder().encode(frame(va, stge)));
      if (!reading) throw new Error('no reading');
      home.at += 1;
      const { at: _, ...told } = reading;
      home.tell({ ...told, at: home.now.wall, quality: 'measured' });
    }
  };
  const CLOSED = '003A0001';
  const OVER_POWER = '003A0003';

  it('is warned by its VA, shed by them, interrupted with its breaker, and waits at its button', () => {
    const home = new Home([]);
    tell(home, 6_800, CLOSED, 11);
    expect([home.said, home.ladder.threshold]).toEqual(['warned 60 - !', 6_000]);
    tell(home, 6_800, CLOSED, 120);
    expect([home.ladder.step, home.kept]).toEqual(['shedding', [5_700]]);
    tell(home, 0, OVER_POWER);
    expect([home.ladder.step, home.kept]).toEqual(['waiting', [0]]);
    expect(home.act('restart', 'meter')).toBe('refused restart-at-the-meter');
    tell(home, 300, CLOSED, 2);
    expect(home.ladder.step).toBe('restoring');
    tell(home, 300, CLOSED, 121);
    expect([home.ladder.step, home.kept]).toEqual(['below', []]);
  });

  it('is interrupted, and not waiting, where the operator has opened its breaker', () => {
    const home = new Home([]);
    tell(home, 500, CLOSED, 2);
    tell(home, 0, '003A0009');
    expect(home.ladder.step).toBe('interrupted');
  });
});
