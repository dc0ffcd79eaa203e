import { paidPrices } from '#domain/tariff/price.ts';
import { stretchesOf } from '#domain/tariff/schedule.ts';
import { sideBySide } from '#domain/tariff/sideBySide.ts';
import { unitParts, type IncentivePart, type Tariff, type Tier, type UnitPart } from '#domain/tariff/tariff.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { ExactPrice } from '#domain/units/money.ts';
import { textOf } from './exactNumber.ts';
import { durationText } from './isoDuration.ts';
import type { Loss } from './loss.ts';

/** A number of SPINE: value = number x 10^scale. */
interface Scaled {
  readonly number: number;
  readonly scale: number;
}

function scaledOf(price: ExactPrice): Scaled {
  const [whole = '0', fraction = ''] = textOf(price).split('.');
  return { number: Number(whole + fraction), scale: fraction === '' ? 0 : -fraction.length };
}

/** One incentive of one tier over time. */
interface Line {
  readonly tier: number;
  readonly incentive: number;
  readonly stretches: readonly (Interval & { readonly price: ExactPrice | null })[];
}

const CO2_OF_TIER = 100;
const RENEWABLE_OF_TIER = 200;

/**
 * A tariff as an EEBUS incentive table over an interval, cost as paid with VAT. Times count from the interval's start, which is to
 * be when the table is written; the last slot alone names its end.
 */
export function writeEebus(tariff: Tariff, over: Interval): { readonly description: object; readonly table: object; readonly lost: readonly Loss[] } {
  const tiered = unitParts(tariff, 'import').filter(({ tiers }) => tiers.length > 1);
  const [part] = tiered;
  const tiers = part?.tiers ?? [null];
  const costs = tiers.map((tier, index): Line => ({ tier: index, incentive: index, stretches: paidPrices(inTier(tariff, part, tier), over).map(({ start, end, importPrice }) => ({ start, end, price: importPrice })) }));
  const lines = [...costs, ...incentive(tariff, over, 'co2', CO2_OF_TIER), ...incentive(tariff, over, 'renewable', RENEWABLE_OF_TIER)];
  return {
    description: { incentiveTableDescription: [{ tariffDescription: { tariffId: 0, tariffWriteable: true, updateRequired: false, scopeType: 'simpleIncentiveTable', label: tariff.name }, tier: tiers.map((tier, index) => tierDescription(tariff, tier, index, lines)) }] },
    table: { incentiveTable: [{ tariff: { tariffId: 0 }, incentiveSlot: slotsOf(lines, tiers, over) }] },
    lost: lostBy(tariff, tiered.slice(1)),
  };
}

/** The tariff as it is while its tiered part is in one tier. */
const inTier = (tariff: Tariff, part: UnitPart | undefined, tier: Tier | null): Tariff =>
  tier === null || !part ? tariff : { ...tariff, parts: tariff.parts.map((one) => (one === part ? { ...part, tiers: [{ ...tier, from: { kind: 'base' } }] } : one)) };

function incentive(tariff: Tariff, over: Interval, kind: IncentivePart['kind'], id: number): readonly Line[] {
  const part = tariff.parts.find((one): one is IncentivePart => one.per === 'none' && one.kind === kind);
  return part ? [{ tier: 0, incentive: id, stretches: stretchesOf(part.schedule, over, tariff) }] : [];
}

function tierDescription({ currency }: Tariff, tier: Tier | null, index: number, lines: readonly Line[]): object {
  const energy = tier?.from.kind === 'energy';
  const described = (incentiveId: number): object =>
    incentiveId === CO2_OF_TIER ? { incentiveId, incentiveType: 'co2Emission', unit: 'g' } : incentiveId === RENEWABLE_OF_TIER ? { incentiveId, incentiveType: 'renewableEnergyPercentage', unit: 'pct' } : { incentiveId, incentiveType: 'absoluteCost', currency, unit: 'kWh' };
  return {
    tierDescription: { tierId: index, tierType: 'dynamicCost' },
    boundaryDescription: [{ boundaryId: index, boundaryType: energy ? 'energyBoundary' : 'powerBoundary', validForTierId: index, boundaryUnit: energy ? 'Wh' : 'W' }],
    incentiveDescription: lines.filter((line) => line.tier === index).map((line) => described(line.incentive)),
  };
}

function slotsOf(lines: readonly Line[], tiers: readonly (Tier | null)[], over: Interval): readonly object[] {
  const cuts = sideBySide<Interval>(lines.map(({ stretches }) => stretches), over);
  return cuts.map(({ start, end }, index) => ({
    timeInterval: { startTime: { relative: durationText(start - over.start) }, ...(index === cuts.length - 1 ? { endTime: { relative: durationText(end - over.start) } } : {}) },
    tier: tiers.map((tier, tierId) => ({
      tier: { tierId },
      boundary: [{ boundaryId: tierId, lowerBoundaryValue: lowerOf(tier) }],
      incentive: lines.flatMap((line) => (line.tier === tierId ? valueAt(line, start) : [])),
    })),
  }));
}

function valueAt({ incentive: incentiveId, stretches }: Line, at: Instant): readonly object[] {
  const price = stretches.find(({ start, end }) => start <= at && at < end)?.price ?? null;
  return price === null ? [] : [{ incentiveId, valueType: 'value', value: scaledOf(price) }];
}

/** W, or Wh of a block, which the domain counts in mWh. */
function lowerOf(tier: Tier | null): Scaled {
  if (!tier || tier.from.kind === 'base') return { number: 0, scale: 0 };
  return tier.from.kind === 'power' ? { number: tier.from.above, scale: 0 } : { number: tier.from.above, scale: -3 };
}

function lostBy(tariff: Tariff, untold: readonly UnitPart[]): readonly Loss[] {
  const several = unitParts(tariff, 'import').length > 1 || tariff.vat !== null;
  return [
    ...(several ? [{ part: null, lost: 'of which parts and VAT its cost is made' }] : []),
    ...untold.map(({ name }) => ({ part: name, lost: 'its tiers: a table has those of one part' })),
    ...tariff.parts.flatMap((part): Loss[] => {
      const lost = (why: string): Loss[] => [{ part: part.name, lost: why }];
      if (part.per === 'none') return [];
      if (part.per !== 'kWh') return lost(part.per === 'part' ? 'that it is a share of others' : 'all of it: it is not charged per kWh');
      if (part.direction === 'export') return lost('all of it: the table is of consumption');
      if (part.scope.kind === 'sub-meter' || part.scope.kind === 'device') return lost('all of it: it is of a sub-meter');
      return part.tiers.some(({ from }) => from.kind === 'energy' && from.each !== 'billing') ? lost('over which time its blocks are counted') : [];
    }),
  ];
}
