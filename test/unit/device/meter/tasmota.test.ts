import { describe, expect, it } from 'vitest';
import { JsonStream } from '../../../../device/driver/meter/json/stream.ts';
import type { MeterMessage } from '../../../../device/driver/meter/message.ts';
import { tasmota } from '../../../../device/driver/meter/tasmota/tasmota.ts';
import { ENERGY, SML, STATUS10, THREE } from '../../../fixtures/messages/tasmota.ts';

function heard(text: string): MeterMessage | undefined {
  return new JsonStream(tasmota.reader({ zone: 'Europe/Berlin', channel: null })).push(Buffer.from(text.endsWith('\n') ? text : `${text}\n`))[0];
}

describe('a Tasmota meter', () => {
  it('tells of one phase', () =>
    expect(heard(ENERGY)).toEqual({
      meter: 'tasmota-cellar',
      at: Date.parse('2026-07-01T10:00:05Z'),
      period: 10_000,
      power: 412,
      phases: { L1: { power: null, volts: 233, amps: 1.845 } },
      registers: [{ direction: 'import', rate: 0, energy: 812_345_000 }],
      reactivePower: -120,
      apparentPower: 430,
    }));

  it('tells of three, and their sum exactly', () =>
    expect(heard(THREE)).toMatchObject({
      power: -120.5,
      phases: { L1: { power: 100, volts: 230, amps: 0.5 }, L2: { power: -250.5, volts: 231, amps: 1.1 }, L3: { power: 30, volts: 232, amps: 0.2 } },
      registers: [{ direction: 'import', rate: 0, energy: 60_750_000 }, { direction: 'export', rate: 0, energy: 5_500_000 }],
    }));

  it('knows no sum where one phase is unknown', () => expect(heard(THREE.replace('-250.5', 'null'))?.power).toBe(null));

  it('with a reading head tells what its script names', () => {
    expect(heard(SML)).toMatchObject({ meter: 'tasmota-meter', power: -1733, phases: { L1: { power: -2000, volts: 234.1 }, L2: { amps: 1.2 } }, registers: [{ energy: 20_411_843_200 }, { energy: 7_722_445_100 }] });
    expect(heard(STATUS10)).toMatchObject({ meter: 'tasmota', power: 333, registers: [{ energy: 100_500_000 }, { energy: 2_000_000 }] });
  });

  it('does not guess at names that could mean anything', () => expect(heard('tele/x/SENSOR {"Time":"2026-07-01T12:00:00","DHT11":{"Temperature":20,"Value":5}}')).toBeUndefined());
});
