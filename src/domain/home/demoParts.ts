import { THRESHOLD_DEFAULTS } from '../ladder/threshold.ts';
import type { LimitKey } from '../limit/limit.ts';
import { homeSpec, type HomeChoice } from '../sim/spec.ts';
import { HOUR, MINUTE, ms, type Instant } from '../time/instant.ts';
import type { Contract } from '../signal/contract.ts';
import type { Tariff, UnitPart } from '../tariff/tariff.ts';
import { EXACT_PRICE_PER_MICRO, type ExactPrice } from '../units/money.ts';
import { watts } from '../units/power.ts';
import { controlMachines } from './control.ts';
import type { DemoParts } from './demo.ts';
import { houseMachines } from './house.ts';

/** The issuer of the limits that a person tries out in the demo. */
export const DEMO_ISSUER = 'demo';

const EVERY_KEY: readonly LimitKey[] = (['import', 'export'] as const).flatMap((direction) => (['site', 'controllable'] as const).map((scope) => ({ direction, scope })));

/** What the demo home has agreed with its operator: offers for using less, each of them asked first. */
export const DEMO_CONTRACT: Contract = {
  issuer: DEMO_ISSUER,
  title: 'Demo grid',
  audience: ['home'],
  kinds: ['event'],
  limits: [],
  demands: ['less-demand'],
  windows: null,
  longest: 4 * HOUR,
  recovery: null,
  mostPerDay: null,
  mostPerYear: null,
  firmness: 'overridable',
  enrolled: false,
  basis: null,
  longestHold: HOUR,
  holdOnlyAfterOutage: true,
  increase: null,
  prices: { least: 0, most: 1 },
};

/**
 * A simulated home with the same machines as a gateway, set up for its two devices.
 * @param floor no instant of this home is before it.
 */
export function demoParts(seed: number, floor: Instant, choice: HomeChoice = {}): DemoParts {
  const spec = homeSpec(seed, choice);
  return {
    spec,
    boot: `simulated-${seed}`,
    control: controlMachines({
      signals: { contracts: [DEMO_CONTRACT], aims: { classes: { battery: 'battery', plug: 'appliance' }, circuits: {} }, zone: spec.zone, floor, upBefore: 0, machineBoot: null, revoked: {} },
      limit: { sources: [{ source: DEMO_ISSUER, keys: EVERY_KEY }], fixed: [], floor },
      ladder: { thresholds: [{ ...THRESHOLD_DEFAULTS, id: 'supply', direction: 'import', watts: watts(7_000) }] },
      follow: { neutral: {} },
      guard: { shedOrder: ['battery', 'plug'], fuse: null, phases: {}, protect: {}, ramp: 100, releaseDelay: ms(MINUTE / 2), seed },
    }),
    house: houseMachines({ zone: spec.zone }),
  };
}

/** Thousandths of the currency, exactly. */
const price = (thousandths: number): ExactPrice => (thousandths * 1_000 * EXACT_PRICE_PER_MICRO) as ExactPrice;
const hours = (from: number, to: number): { readonly from: number; readonly to: number } => ({ from: from * 60, to: to * 60 });
const always = { months: null, weekdays: null, hours: null };

const terms = { scope: { kind: 'connection' }, source: 'demo', certainty: 'published' } as const;
const unitPart = (name: string, kind: UnitPart['kind'], direction: UnitPart['direction'], schedule: UnitPart['tiers'][number]['schedule']): UnitPart => ({
  ...terms, name, per: 'kWh', kind, direction, incentive: 'price', tiers: [{ from: { kind: 'base' }, schedule }],
});

/** Cheap at night, dear from five to nine, paid little for what goes out: a table on which planning shows. */
export const demoTariff = (zone: string): Tariff => ({
  name: 'Day, night and evening',
  source: 'demo',
  currency: 'EUR',
  zone,
  vat: { rate: 210_000, included: true },
  parts: [
    unitPart('Energy', 'energy', 'import', {
      kind: 'time-of-use',
      rules: [
        { ...always, rate: 'evening', price: price(380), hours: hours(17, 21) },
        { ...always, rate: 'night', price: price(150), hours: hours(23, 7) },
        { ...always, rate: 'day', price: price(260) },
      ],
    }),
    unitPart('Feed-in', 'export', 'export', { kind: 'constant', rate: 'feed-in', price: price(70) }),
    { ...terms, name: 'Standing charge', per: 'day', kind: 'standing', price: price(450) },
  ],
});
