import { describe, expect, it } from 'vitest';
import { P1Stream } from '../../../../device/driver/meter/p1/stream.ts';
import type { MeterLimiter } from '#domain/meter/reading.ts';
import { bytesOf, DSMR3, DSMR5 } from '../../../fixtures/p1/telegrams.ts';

const limiter = (text: string): MeterLimiter | undefined => {
  const stream = new P1Stream('Europe/Amsterdam');
  const [reading] = [...stream.push(bytesOf(text)), ...stream.end()];
  if (!reading) throw new Error('no reading');
  return reading.limiter;
};
/** A telegram without its check, with lines of a meter that limits. */
const telegram = (...lines: readonly string[]): string => DSMR5.replace('0-0:96.13.0()', lines.join('\r\n')).replace('!0BA2', '!');

describe('what a P1 meter says of its own limiter and breaker (E11)', () => {
  it('is the threshold in W, the breaker, and the message as text', () => {
    // "Use less" in hex.
    expect(limiter(telegram('0-0:96.3.10(1)', '0-0:17.0.0(005.0*kW)', '0-0:96.13.0(557365206C657373)'))).toEqual({ threshold: 5_000, breaker: 'closed', message: 'Use less' });
  });

  it.each([['0', 'open'], ['1', 'closed'], ['2', 'ready'], ['7', null], ['', null]])('breaker state %s is %s', (digit, breaker) => expect(limiter(telegram(`0-0:96.3.10(${digit})`, '0-0:17.0.0(005.0*kW)'))?.breaker).toBe(breaker));

  it('has no power where an old meter prints amperes', () => expect(limiter(telegram('0-0:17.0.0(016*A)', '0-0:96.3.10(1)'))).toEqual({ threshold: null, breaker: 'closed', message: null }));

  it('leaves out what cannot be shown, and a message that is no hex', () => {
    expect(limiter(telegram('0-0:96.13.0(41071B42)'))?.message).toBe('A B');
    expect(limiter(telegram('0-0:96.13.0(4)'))).toBeUndefined();
  });

  it('is left out by a meter without one', () => {
    expect(limiter(DSMR5)).toBeUndefined();
    expect(limiter(DSMR3)).toBeUndefined();
  });
});
