import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIMULATED_METER } from '#domain/sim/meter.ts';
import { telegram } from '#domain/sim/p1.ts';
import { simulatedHome, stepHome, told } from '#domain/sim/simulatedHome.ts';
import { homeSpec } from '#domain/sim/spec.ts';
import { instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { FrameFinder } from '../../device/driver/meter/p1/frame.ts';
import { parseTelegram } from '../../device/driver/meter/p1/telegram.ts';
import { readTelegram } from '../../device/driver/meter/p1/telegramReading.ts';

/** Watt-hours cut off, as a register of three decimals shows an energy in mWh. */
const shown = (energy: number): number => Math.floor(energy / 1000) * 1000;

describe('the simulated meter and the P1 driver', () => {
  it('agree on every number, at any moment of a year and through both clock changes', () => {
    const year = { min: Date.parse('2026-01-01T00:00:00Z') / 1000, max: Date.parse('2027-01-01T00:00:00Z') / 1000 };
    const moment = fc.oneof(fc.integer(year), fc.integer({ min: Date.parse('2026-10-24T22:00:00Z') / 1000, max: Date.parse('2026-10-25T03:00:00Z') / 1000 }));
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(1 as const, 3 as const), fc.integer({ min: -3_700, max: 3_700 }), (second, seed, phases, setpoint) => {
        const spec = homeSpec(seed, { phases });
        let home = told(simulatedHome(spec, instant(second * 1000)), 'battery', watts(setpoint), null);
        for (let n = 0; n < 8; n++) home = stepHome(spec, home, 1000);
        const [found] = new FrameFinder().push(new TextEncoder().encode(telegram(spec, home)));
        if (found?.kind !== 'frame') throw new Error(`no frame: ${JSON.stringify(found)}`);
        const parsed = parseTelegram(found.bytes);
        const reading = readTelegram(parsed, spec.zone);
        const { importLow, importNormal, exportLow, exportNormal } = home.registers;
        expect(found.check).toBe('right');
        expect(parsed.malformed).toBe(0);
        expect(reading.meter).not.toBe(SIMULATED_METER);
        expect(reading).toMatchObject({ at: home.at, power: home.grid, period: 1000 });
        expect(reading.registers.map(({ direction, rate, energy }) => [direction, rate, energy])).toEqual([
          ['import', 1, shown(importLow)],
          ['import', 2, shown(importNormal)],
          ['export', 1, shown(exportLow)],
          ['export', 2, shown(exportNormal)],
        ]);
        expect(Object.values(reading.phases).map((phase) => phase?.power)).toEqual(home.phases.slice(0, phases));
      }),
      { numRuns: 200 },
    );
  });
});
