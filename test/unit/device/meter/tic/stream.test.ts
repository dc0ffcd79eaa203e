import { describe, expect, it } from 'vitest';
import { ticCapture } from '../../../../../device/driver/meter/tic/decode.ts';
import { TicStream } from '../../../../../device/driver/meter/tic/stream.ts';
import { HISTORIC, HISTORIC_TEMPO, historicFrame, STANDARD, standardFrame, standardGroups } from '../../../../fixtures/tic/frames.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const streamed = (text: string, size = text.length): { readonly messages: ReturnType<TicStream['push']>; readonly rejected: TicStream['rejected'] } => {
  const stream = new TicStream('Europe/Paris');
  const messages = [];
  for (let at = 0; at < text.length; at += size) messages.push(...stream.push(bytes(text.slice(at, at + size))));
  return { messages: [...messages, ...stream.end()], rejected: stream.rejected };
};
const read = (text: string): ReturnType<TicStream['push']>[number] | undefined => streamed(text).messages[0];
/** The standard frame with groups of other values. */
const withGroups = (...changed: readonly string[]): string =>
  standardFrame(standardGroups().map((group) => changed.find((one) => one.split('|')[0] === group.split('|')[0]) ?? group));

describe('a standard frame', () => {
  it('tells registers by rate, VA, phases, quadrants, the limiter and the rate in force', () => {
    expect(read(STANDARD)).toEqual({
      meter: 'tic-041976123456',
      at: Date.parse('2026-01-15T18:30:00Z'),
      period: 2_000,
      power: null,
      apparentPower: 2610,
      phases: { L1: { power: null, volts: 234, amps: 8 }, L2: { power: null, volts: 236, amps: 2 }, L3: { power: null, volts: 235, amps: 1 } },
      registers: [
        { direction: 'import', rate: 0, energy: 12_345_678_000 },
        { direction: 'import', rate: 1, energy: 4_000_000_000 },
        { direction: 'import', rate: 2, energy: 8_345_678_000 },
        { direction: 'export', rate: 0, energy: 654_321_000 },
      ],
      reactive: [{ quantity: 'q1', energy: 1_111_000 }, { quantity: 'q4', energy: 4_444_000 }],
      counters: { failures: null, longFailures: null, sags: {}, swells: {}, failureLog: [], tampered: false },
      limiter: { threshold: 12_000, breaker: 'closed', message: 'COUPURE PREVUE LE 20/01' },
      rate: { inForce: 2, name: 'HP BLEU', today: 'white', tomorrow: 'blue', peak: 'none', relays: 1 },
    });
  });

  it('tells export as less than nothing: by its own value, or by the direction of the status register', () => {
    expect(read(withGroups('SINSTS|00000', 'SINSTI|01500'))?.apparentPower).toBe(-1500);
    const alone = standardFrame(['SINSTS|00900', 'STGE|003A0201']);
    expect(read(alone)?.apparentPower).toBe(-900);
  });

  it('tells why its breaker is open: over-power waits at the meter, the operator’s order does not', () => {
    const breaker = (stge: string): unknown => read(withGroups(`STGE|${stge}`))?.limiter?.breaker;
    expect(['003A0001', '003A0003', '003A0005', '003A0007', '003A0009', '003A000F'].map(breaker)).toEqual(['closed', 'ready', 'open', 'open', 'open', null]);
  });

  it('tells an open terminal cover, and mobile peaks', () => {
    expect(read(withGroups('STGE|003A0011'))?.counters?.tampered).toBe(true);
    expect(['103A0001', '403A0001', '003A0001'].map((stge) => read(withGroups(`STGE|${stge}`))?.rate?.peak)).toEqual(['announced', 'running', 'none']);
  });

  it('has no message where it says so, and no time where its clock runs by itself', () => {
    expect(read(withGroups('MSG1|PAS DE          MESSAGE         '))?.limiter?.message).toBeNull();
    expect(read(withGroups('DATE|h260115193000|'))?.at).toBeNull();
    expect(read(withGroups('DATE|E260715193000|'))?.at).toBe(Date.parse('2026-07-15T17:30:00Z'));
  });
});

describe('a historic frame', () => {
  it('tells its registers, VA, current, and the contract as VA', () => {
    expect(read(HISTORIC)).toEqual({
      meter: 'tic-021528603314',
      at: null,
      period: 2_000,
      power: null,
      apparentPower: 640,
      apparentUndirected: true,
      phases: { L1: { power: null, volts: null, amps: 3 } },
      registers: [{ direction: 'import', rate: 1, energy: 1_065_963_000 }, { direction: 'import', rate: 2, energy: 1_521_211_000 }],
      limiter: { threshold: 6_000, breaker: null, message: null },
      rate: { inForce: 2, name: 'HP..', today: null, tomorrow: null, peak: null, relays: null },
    });
  });

  it('tells Tempo’s six registers, its day and tomorrow', () => {
    const reading = read(HISTORIC_TEMPO);
    expect(reading?.registers.map(({ rate, energy }) => [rate, energy])).toEqual([[1, 10_000_001_000], [2, 20_000_002_000], [3, 300_003_000], [4, 400_004_000], [5, 50_005_000], [6, 60_006_000]]);
    expect(reading?.rate).toEqual({ inForce: 3, name: 'HCJW', today: 'white', tomorrow: 'red', peak: null, relays: null });
  });

  it('tells EJP: the notice in minutes, and the peak itself', () => {
    const ejp = (...groups: string[]): unknown => read(historicFrame(['ADCO|021528603314', 'EJPHN|000000010', 'EJPHPM|000000002', ...groups]))?.rate;
    expect(ejp('PTEC|HN..')).toMatchObject({ inForce: 1, peak: 'none' });
    expect(ejp('PTEC|HN..', 'PEJP|30')).toMatchObject({ peak: 'announced' });
    expect(ejp('PTEC|PM..')).toMatchObject({ inForce: 2, peak: 'running' });
  });
});

describe('a TIC line', () => {
  it('gives the same readings in pieces of any size, from the middle of a frame on', () => {
    const line = `${STANDARD.slice(90)}${STANDARD}noise${HISTORIC}${STANDARD.slice(0, 50)}`;
    for (const size of [1, 2, 17, 512]) expect(streamed(line, size).messages.map(({ apparentPower }) => apparentPower)).toEqual([2610, 640]);
  });

  it('counts a frame with a wrong group, one that was cut and one that the meter broke off, and goes on', () => {
    const wrong = STANDARD.replace('012345678', '012345679');
    const { messages, rejected } = streamed(`${wrong}${STANDARD.slice(0, 60)}${STANDARD}${STANDARD.slice(0, 80)}\x04${STANDARD}`);
    expect([messages.length, rejected]).toEqual([2, { crc: 1, cut: 2 }]);
  });

  it('counts one without an end', () => {
    expect(streamed(`\x02${'\nEAST'.repeat(2_000)}`).rejected).toEqual({ 'too-long': 1 });
  });
});

describe('a TIC capture without serial numbers', () => {
  const redact = (text: string): string => Buffer.from(ticCapture.redact(bytes(text), { key: null, zone: null })).toString('latin1');

  it('says all else, with right checks', () => {
    const clean = redact(STANDARD + HISTORIC);
    expect(clean).not.toMatch(/041976123456|021528603314|12345678901234/);
    expect(streamed(clean).messages.map(({ meter, apparentPower }) => [meter, apparentPower])).toEqual([['tic-000000000000', 2610], ['tic-000000000000', 640]]);
  });

  it('has right checks where a message or a label that is not known says the number too, in the last group as in any', () => {
    const clean = redact(standardFrame(['ADSC|041976123456', 'NTARM|12345678901234', 'MSG1|POUR 12345678901234', 'SINSTS|02610', 'PRM|12345678901234']) + STANDARD);
    expect(clean).not.toMatch(/041976123456|12345678901234/);
    expect(streamed(clean)).toMatchObject({ messages: [{ apparentPower: 2610 }, { apparentPower: 2610 }], rejected: {} });
  });

  it('keeps a wrong check wrong', () => {
    const [right = ''] = /041976123456\t./.exec(STANDARD) ?? [];
    const flipped = right.slice(0, -1) + String.fromCharCode(right.charCodeAt(right.length - 1) | 0x80);
    for (const wrong of [STANDARD.replace('041976123456\t', '041976123457\t'), STANDARD.replace(right, flipped)]) {
      const clean = redact(wrong);
      expect(clean).not.toContain('0419761234');
      expect(streamed(clean).rejected).toEqual({ crc: 1 });
    }
  });
});
