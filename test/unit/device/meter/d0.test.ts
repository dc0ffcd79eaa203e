import { describe, expect, it } from 'vitest';
import { d0Stream } from '../../../../device/driver/meter/d0/d0.ts';
import { d0Capture, decodeD0 } from '../../../../device/driver/meter/d0/decode.ts';
import { EASYMETER, HAGER, SHORT, withParity } from '../../../fixtures/d0/telegrams.ts';
import { bytesOf } from '../../../fixtures/p1/telegrams.ts';

const read = (bytes: Uint8Array) => {
  const stream = d0Stream('Europe/Berlin');
  return { readings: [...stream.push(bytes), ...stream.end()], rejected: stream.rejected };
};

describe('a D0 telegram', () => {
  it('of an EasyMeter is one reading, with its powers although their rate is 255', () =>
    expect(read(bytesOf(EASYMETER))).toEqual({
      rejected: {},
      readings: [
        {
          meter: 'd0-1TWT1234567890',
          at: null,
          period: 2_000,
          power: -1492.25,
          phases: { L1: { power: 310.25, volts: null, amps: null }, L2: { power: 102.5, volts: null, amps: null }, L3: { power: -1905, volts: null, amps: null } },
          // 45 132 071 234.5 mWh: half to even.
          registers: [{ direction: 'import', rate: 0, energy: 45_132_071_234 }, { direction: 'export', rate: 0, energy: 1_200_040_200 }],
        },
      ],
    }));

  it('of a Hager eHZ has kilowatt-hours without saying so, and no power', () =>
    expect(read(bytesOf(HAGER)).readings).toMatchObject([
      { meter: 'd0-0000012345', power: null, registers: [{ direction: 'import', rate: 1, energy: 1_798_846_800 }, { direction: 'import', rate: 2, energy: 12_500_000 }] },
    ]));

  it('may write its codes short, and a past month is no register of today', () => {
    expect(read(bytesOf(SHORT)).readings).toMatchObject([{ registers: [{ direction: 'import', rate: 0, energy: 321_500_000 }, { direction: 'export', rate: 0, energy: 2_250_000 }] }]);
    expect(decodeD0(bytesOf(SHORT), 'Europe/Berlin').lines.map(({ obis }) => obis)).toEqual(['0-0:97.97.0', '0-0:96.1.0', '1-0:1.8.0', '1-0:1.8.0*01', '1-0:2.8.0']);
  });

  it('counts as unchecked', () => expect(decodeD0(bytesOf(EASYMETER + HAGER), 'Europe/Berlin').summary).toEqual({ ok: 0, unchecked: 2, bad: {}, bytesSkipped: 0, linesSkipped: 0 }));
});

describe('the parity of a D0 wire that is read as eight bits', () => {
  it('is taken off', () => expect(read(withParity(EASYMETER))).toEqual(read(bytesOf(EASYMETER))));

  it('lets no single flipped bit through', () => {
    const right = withParity(EASYMETER);
    const last = right.length - 2;
    for (let bit = 0; bit < last * 8; bit++) {
      const flipped = right.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const { readings } = read(flipped);
      if (readings.length > 0) throw new Error(`bit ${bit & 7} of byte ${bit >> 3} was flipped, and the telegram was read as ${JSON.stringify(readings)}`);
    }
  });

  it('is counted where it is wrong, and the next telegram is read', () => {
    const damaged = withParity(EASYMETER);
    damaged[60] = (damaged[60] ?? 0) ^ 2;
    expect(read(Uint8Array.from([...damaged, ...withParity(HAGER), ...bytesOf(SHORT)]))).toMatchObject({ rejected: { parity: 1 }, readings: [{ meter: 'd0-0000012345' }, { meter: 'd0-12345678' }] });
  });
});

describe('a D0 capture without serial numbers', () => {
  it('says the same but for them', () => {
    const clean = Buffer.from(d0Capture.redact(withParity(EASYMETER), { zone: null, key: null })).toString('latin1');
    expect(clean).toBe(EASYMETER.replace('11TWT1234567', '000000000000').replace('1TWT1234567890', '00000000000000'));
  });
});
