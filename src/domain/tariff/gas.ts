import { parseDecimal, divideHalfEven } from '../units/decimal.ts';
import { EXACT_PER_MWH, type ExactEnergy } from '../units/money.ts';

/** Gas volume as read: units of 10^-18 m3. */
export type ExactVolume = bigint & { readonly __unit: 'exact m3' };

/**
 * What a cubic metre at the meter holds, as the bill of the country says it. Decimal text, so that nothing is lost.
 * `GB`: calorific value in MJ/m3 and volume correction (1.02264 unless the supply point has its own), / 3.6.
 * `FR`: coefficient in kWh/m3, the PCS at the pressure of the place. `DE`: Brennwert in kWh/m3 and Zustandszahl.
 */
export type GasConversion =
  | { readonly country: 'GB'; readonly calorificValue: string; readonly correction: string }
  | { readonly country: 'FR'; readonly coefficient: string }
  | { readonly country: 'DE'; readonly calorificValue: string; readonly stateNumber: string };

/** Factor for temperature and pressure of most GB supply points: Gas (Calculation of Thermal Energy) Regulations 1996, reg. 4. */
export const GB_CORRECTION = '1.02264';
/** MJ/m3, about what gas in Great Britain has; a bill says what its own had, some per cent more or less. */
const GB_USUAL = '39.5';
/** MJ in a kWh, times ten. */
const TENTH_MJ_PER_KWH = 36n;
const ONE_CUBIC_METRE = (10n ** 18n) as ExactVolume;

/** Energy of a volume to 10^-18 kWh, half-even. @throws RangeError for a factor that is no decimal. */
export function energyOfGas(volume: ExactVolume, conversion: GasConversion): ExactEnergy {
  const factors = factorsOf(conversion).map(decimalOf);
  const units = factors.reduce((product, factor) => product * factor.units, volume as bigint);
  const scale = factors.reduce((sum, factor) => sum + factor.scale, 0);
  const metric = conversion.country === 'GB' ? units * 10n : units;
  return divideHalfEven(metric, 10n ** BigInt(scale) * (conversion.country === 'GB' ? TENTH_MJ_PER_KWH : 1n)) as ExactEnergy;
}

/** What a cubic metre at the meter holds, mWh; `estimated` where nobody has said its calorific value. */
export interface CubicMetre {
  readonly energy: number;
  readonly estimated: boolean;
}

/** Of a British meter. @param calorificValue MJ/m3 off the bill, decimal text. @throws RangeError for a factor that is no decimal. */
export function britishCubicMetre(calorificValue: string | undefined, correction = GB_CORRECTION): CubicMetre {
  const exact = energyOfGas(ONE_CUBIC_METRE, { country: 'GB', calorificValue: calorificValue ?? GB_USUAL, correction });
  return { energy: Number(divideHalfEven(exact, EXACT_PER_MWH)), estimated: calorificValue === undefined };
}

function factorsOf(conversion: GasConversion): readonly string[] {
  switch (conversion.country) {
    case 'GB': return [conversion.calorificValue, conversion.correction];
    case 'FR': return [conversion.coefficient];
    case 'DE': return [conversion.calorificValue, conversion.stateNumber];
  }
}

function decimalOf(text: string): { readonly units: bigint; readonly scale: number } {
  const decimal = parseDecimal(text);
  if (!decimal || decimal.units <= 0n) throw new RangeError(`no factor of a gas bill: ${text}`);
  return decimal;
}
