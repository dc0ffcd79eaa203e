import { describe, expect, it } from 'vitest';
import { JsonStream } from '../../../../device/driver/meter/json/stream.ts';
import type { MeterMessage } from '../../../../device/driver/meter/message.ts';
import { shelly } from '../../../../device/driver/meter/shelly/shelly.ts';
import { EM, EM_PART, EMDATA, GEN1_3EM, GEN1_LOST_CLAMP, STATUS, SYS } from '../../../fixtures/messages/shelly.ts';

const streamOf = (channel: number | null = null): JsonStream => new JsonStream(shelly.reader({ zone: 'UTC', channel }));
function heard(texts: readonly string[], channel: number | null = null): readonly MeterMessage[] {
  const stream = streamOf(channel);
  return texts.flatMap((text) => stream.push(Buffer.from(text.endsWith('\n') ? text : `${text}\n`)));
}

describe('a Shelly of Gen2 or later', () => {
  it('of three phases tells the sum and each phase, at the time of the notification', () =>
    expect(heard([EM])).toEqual([
      {
        meter: 'shelly-shellypro3em-a0b1c2d3e4f5',
        at: 1_790_000_000_250,
        period: 10_000,
        power: -649.7,
        phases: { L1: { power: -1020.4, volts: 231.2, amps: 4.5 }, L2: { power: 80.5, volts: 230, amps: 0.4 }, L3: { power: 290.2, volts: 229.9, amps: 1.3 } },
        registers: [],
        apparentPower: 1420.5,
      },
    ]));

  it('tells parts, which are laid over what it told before', () => {
    const [, part, registers, nothing] = heard([EM, EM_PART, EMDATA, SYS]);
    expect(part).toMatchObject({ power: -529.3, phases: { L1: { power: -900, volts: 231.2 }, L2: { power: 80.5 } } });
    expect(registers).toMatchObject({ power: -529.3, registers: [{ direction: 'import', rate: 0, energy: 1_234_567_890 }, { direction: 'export', rate: 0, energy: 45_678_900 }] });
    expect(nothing).toBeUndefined();
  });

  it('is not believed about a phase of which it has said nothing for three readings', () => {
    const readings = heard([EM, EM_PART, EM_PART, EM_PART]);
    expect(Object.keys(readings[2]?.phases ?? {})).toEqual(['L1', 'L2', 'L3']);
    expect(readings[3]?.phases).toEqual({ L1: { power: -900, volts: null, amps: null } });
  });

  it('has registers in the reading that told them and in no other', () => expect(heard([EMDATA, EM_PART]).map(({ registers }) => registers.length)).toEqual([2, 0]));

  it('with two clamps tells of the first, or of the one that was named', () => {
    expect(heard([STATUS])[0]).toMatchObject({ meter: 'shelly-A0B1C2D3E4F5', at: null, power: 480.1, phases: { L1: { volts: 235.5, amps: 2.1 } }, registers: [{ energy: 9_000_500 }, { energy: 0 }] });
    expect(heard([STATUS], 1)[0]).toMatchObject({ power: -1170, registers: [{ energy: 10_000 }, { energy: 70_000_250 }] });
  });
});

describe('a Shelly of Gen1', () => {
  it('of three phases is added up', () =>
    expect(heard([GEN1_3EM])[0]).toMatchObject({
      power: -149.75,
      phases: { L1: { power: 100.5 }, L2: { power: -300.25, volts: 230.5, amps: 1.5 }, L3: { power: 50 } },
      registers: [{ direction: 'import', rate: 0, energy: 6_000_750 }, { direction: 'export', rate: 0, energy: 37_500 }],
    }));

  it('with a clamp that does not measure knows neither the sum nor that phase', () => {
    const [reading] = heard([GEN1_LOST_CLAMP]);
    expect(reading).toMatchObject({ power: null, registers: [] });
    expect(Object.keys(reading?.phases ?? {})).toEqual(['L1', 'L3']);
  });

  it('speaks by a topic for each value, and makes a reading when the power of all clamps has come', () => {
    const value = (line: number, name: string, number: number): string => `shellies/shellyem3-AABB/emeter/${line}/${name} ${number}\n`;
    const readings = heard([value(0, 'power', 100), value(0, 'voltage', 231), value(1, 'power', -40.5), value(1, 'total', 10), value(2, 'power', 1), value(0, 'power', 5)]);
    expect(readings).toMatchObject([{ meter: 'shelly-shellyem3-AABB', power: 60.5, phases: { L1: { power: 100, volts: 231 }, L2: { power: -40.5 }, L3: { power: 1 } }, registers: [] }]);
    expect(heard(['shellies/shellyem-CC/emeter/1/power 7', 'shellies/shellyem-CC/emeter/0/power -300.5', 'shellies/shellyem-CC/emeter/0/total 12.5'])).toMatchObject([{ power: -300.5, phases: {} }]);
  });
});

it('what no Shelly says is counted', () => {
  const stream = streamOf();
  expect(stream.push(Buffer.from('{"hello":1}\n'))).toEqual([]);
  expect(stream.rejected).toEqual({ 'not-this-meter': 1 });
});
