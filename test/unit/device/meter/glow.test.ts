import { describe, expect, it } from 'vitest';
import type { MeterMessage } from '../../../../device/driver/meter/message.ts';
import { glow } from '../../../../device/driver/meter/glow/glow.ts';
import { jsonCapture } from '../../../../device/driver/meter/json/capture.ts';
import { JsonStream } from '../../../../device/driver/meter/json/stream.ts';
import { GLOW_STATE, glowElectricity, glowGas } from '../../../fixtures/messages/glow.ts';

function heard(...texts: readonly string[]): { readonly messages: readonly MeterMessage[]; readonly rejected: Readonly<Record<string, number>> } {
  const stream = new JsonStream(glow.reader({ zone: 'Europe/London', channel: null }));
  return { messages: texts.flatMap((text) => stream.push(Buffer.from(text))), rejected: stream.rejected };
}
const kWh = (taken: number | string, given: number | string = 0): { readonly in: number | string; readonly out: number | string } => ({ in: taken, out: given });

describe('a Glow display', () => {
  it('tells power and registers exactly, and the gas meter it heard before', () =>
    expect(heard(GLOW_STATE, glowGas(17_000.125), glowElectricity(kWh(6_613.405, 12.5), 0.951)).messages).toEqual([
      {
        meter: 'glow-A1B2C3D4E5F6',
        at: Date.parse('2026-03-29T00:59:50Z'),
        period: 10_000,
        power: 951,
        phases: {},
        registers: [{ direction: 'import', rate: 0, energy: 6_613_405_000 }, { direction: 'export', rate: 0, energy: 12_500_000 }],
        others: [{ meter: 'glow-A1B2C3D4E5F6-gas', medium: 'gas', at: Date.parse('2026-03-29T00:30:00Z'), litres: 512_250, energy: 17_000_125_000 }],
      },
    ]));

  it('may write its numbers as texts, and says "not available" for what it does not know', () => {
    const { messages, rejected } = heard(glowElectricity(kWh('6613.405', 'not available'), '-1.204'));
    expect(messages[0]).toMatchObject({ power: -1204, registers: [{ direction: 'import', rate: 0, energy: 6_613_405_000 }] });
    expect(rejected).toEqual({});
    expect(heard(glowElectricity(kWh('many'), 'lots')).rejected).toEqual({ 'malformed-value': 2 });
  });

  it('has no time while its clock was never set', () => expect(heard(glowElectricity(kWh(1), 0, '1970-01-01T00:00:07Z')).messages[0]?.at).toBe(null));

  it('of old firmware says 0 while the home exports: then the power is unknown, until a negative one shows that it can say it', () => {
    const powers = (...said: readonly (readonly [number, number])[]): (number | null)[] => heard(...said.map(([out, power]) => glowElectricity(kWh(5, out), power))).messages.map(({ power }) => power);
    expect(powers([1, 0], [1.001, 0], [1.001, 0], [1.002, 0.4], [1.002, 0])).toEqual([0, null, null, 400, null]);
    expect(powers([1, -0.5], [1.001, 0], [1.001, 0])).toEqual([-500, 0, 0]);
    expect(powers([1, 0], [1.001, 0], [1.002, -0.1], [1.002, 0])).toEqual([0, null, -100, 0]);
  });

  it('does not lend its words to others: foreign messages and damaged ones are counted', () =>
    expect(heard('home/x {"temperature":21}\n', 'glow/x/SENSOR/electricitymeter {"electricitymeter":{"power":}}\n', 'glow/x/STATE offline\n').rejected).toEqual({ 'not-this-meter': 2, 'not-json': 1 }));

  it('is read in no unit but its own', () => expect(heard(glowElectricity(kWh(5), 300).replace('"units":"kW"', '"units":"W"')).messages[0]?.power).toBe(null));

  it('is written back without what names the household', () => {
    const capture = Buffer.from(GLOW_STATE + glowGas(17) + glowElectricity(kWh(5), 1) + glowElectricity(kWh(5), 1).slice(0, 60));
    const written = Buffer.from(jsonCapture(glow).redact(capture, { zone: null, key: null })).toString();
    expect(written).not.toMatch(/A1B2C3D4E5F6|2000012345678|3000098765|00:0D:6F/);
    expect(written.length).toBe(capture.length);
    expect(written).toContain('glow/000000000000/STATE\t{"software":"v2.0.1"');
    expect(written).toContain('"cumulative":17,');
  });
});
