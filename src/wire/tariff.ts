import * as v from 'valibot';
import type { GasConversion } from '#domain/tariff/gas.ts';
import { GB_CORRECTION } from '#domain/tariff/gas.ts';
import type { DebtRecovery, PrepaymentTerms } from '#domain/tariff/prepayment.ts';
import type { Tariff, TariffPart } from '#domain/tariff/tariff.ts';
import { totalTwice } from '#domain/tariff/combine.ts';
import { isZone } from '#domain/time/zone.ts';
import { micro, type Micro } from '#domain/units/money.ts';
import { date, decimal, holiday, list, reasonOf, scaled, text, timeOfDay, vatPercent } from './tariff-fields.ts';
import { faultOfShares } from './tariff-check.ts';
import { partOf, partSchema, partSchema2 } from './tariff-parts.ts';

/** Versions of the file in docs/formats/tariff.md that are read. */
const VERSIONS = [1, 2] as const;

/** A table is taken whole or refused whole; `reason` is a sentence about the file. */
export type ReadTariff = { readonly ok: true; readonly tariff: Tariff } | { readonly ok: false; readonly reason: string };

const entries = {
  tidewatt: v.literal('tariff', 'is not "tariff"'),
  name: text,
  source: v.optional(text),
  currency: v.pipe(v.string('is no currency code'), v.regex(/^[A-Z]{3}$/, 'is no three-letter currency code such as GBP')),
  zone: v.pipe(v.string('is no zone'), v.check(isZone, 'is no zone of the IANA database such as Europe/London')),
  vat: v.optional(v.strictObject({ percent: vatPercent, included: v.boolean('is neither true nor false') })),
};
const tariffSchema = v.strictObject({ ...entries, version: v.picklist(VERSIONS, `is not ${VERSIONS.join(' or ')}, the versions read here`), parts: list(partSchema, 50) });

const factor = decimal((one) => (one.units > 0n && one.scale <= 12 ? one : undefined), 'is no factor above zero with at most 12 decimals');
const gasSchema = v.variant('country', [
  v.strictObject({ country: v.literal('GB'), calorificValue: factor, correction: v.optional(factor) }),
  v.strictObject({ country: v.literal('FR'), coefficient: factor }),
  v.strictObject({ country: v.literal('DE'), calorificValue: factor, stateNumber: factor }),
], 'is none of GB, FR, DE');

const money = decimal((amount): Micro | undefined => {
  const value = scaled(amount, 6, 0n, 10n ** 15n);
  return value === undefined ? undefined : micro(value);
}, 'is no sum of money from zero up with at most 6 decimals');
const recoverySchema = v.strictObject({ perWeek: v.optional(money), perDay: v.optional(money), percentOfTopUp: v.optional(vatPercent) });
const prepaymentSchema = v.strictObject({ emergencyCredit: v.optional(money), recovery: v.optional(recoverySchema), neverCut: v.optional(list(v.strictObject({ from: timeOfDay, to: timeOfDay }), 20)) });
const monthCount = v.pipe(v.number('is no number'), v.integer('is no whole number'), v.minValue(1, 'is below 1'), v.maxValue(12, 'is above 12'));
const tariffSchema2 = v.strictObject({
  ...entries,
  version: v.literal(2),
  parts: list(partSchema2, 50),
  holidays: v.optional(list(holiday, 2000)),
  billing: v.optional(v.strictObject({ from: date, months: v.optional(monthCount) })),
  gas: v.optional(gasSchema),
  prepayment: v.optional(prepaymentSchema),
});
type TariffFile = v.InferOutput<typeof tariffSchema2>;

/** True for a JSON value that says it is a tariff of ours, well made or not. */
export const isTariffFile = (raw: unknown): boolean => typeof raw === 'object' && raw !== null && 'tidewatt' in raw;

const isVersion2 = (raw: unknown): boolean => typeof raw === 'object' && raw !== null && 'version' in raw && raw.version === 2;

/** Reads our tariff file (docs/formats/tariff.md) from its JSON value. */
export function readTariff(raw: unknown): ReadTariff {
  const result = v.safeParse(isVersion2(raw) ? tariffSchema2 : tariffSchema, raw);
  if (!result.success) return { ok: false, reason: reasonOf(result.issues[0]) };
  const tariff = tariffOf(result.output as TariffFile);
  return typeof tariff === 'string' ? { ok: false, reason: tariff } : { ok: true, tariff };
}

/** The tariff, or the sentence that refuses it. */
function tariffOf(file: TariffFile): Tariff | string {
  const source = file.source ?? file.name;
  const parts: TariffPart[] = [];
  for (const part of file.parts) {
    if (parts.some(({ name }) => name === part.name)) return `two parts are named "${part.name}"`;
    const made = partOf(part, { source, holidays: file.holidays !== undefined });
    if (typeof made === 'string') return `part "${part.name}": ${made}`;
    parts.push(made);
  }
  const prepayment = file.prepayment && prepaymentOf(file.prepayment);
  if (typeof prepayment === 'string') return prepayment;
  const vat = file.vat ? { rate: file.vat.percent, included: file.vat.included } : null;
  return faultOfShares(parts) ?? totalTwice(parts) ?? {
    name: file.name, source, currency: file.currency, zone: file.zone, vat, parts,
    ...(file.holidays ? { holidays: file.holidays } : {}),
    ...(file.billing ? { billing: { from: file.billing.from, months: file.billing.months ?? 1 } } : {}),
    ...(file.gas ? { gas: gasOf(file.gas) } : {}),
    ...(prepayment ? { prepayment } : {}),
  };
}

function gasOf(file: v.InferOutput<typeof gasSchema>): GasConversion {
  const text = ({ units, scale }: { readonly units: bigint; readonly scale: number }): string => `${units}e-${scale}`;
  switch (file.country) {
    case 'GB': return { country: 'GB', calorificValue: text(file.calorificValue), correction: file.correction ? text(file.correction) : GB_CORRECTION };
    case 'FR': return { country: 'FR', coefficient: text(file.coefficient) };
    case 'DE': return { country: 'DE', calorificValue: text(file.calorificValue), stateNumber: text(file.stateNumber) };
  }
}

function prepaymentOf({ emergencyCredit, recovery, neverCut }: v.InferOutput<typeof prepaymentSchema>): PrepaymentTerms | string {
  const taken = recovery ? recoveryOf(recovery) : null;
  return typeof taken === 'string' ? taken : { emergencyCredit: emergencyCredit ?? micro(0), recovery: taken, neverCut: neverCut ?? [] };
}

function recoveryOf({ perWeek, perDay, percentOfTopUp }: v.InferOutput<typeof recoverySchema>): DebtRecovery | string {
  const ways: DebtRecovery[] = [
    ...(perWeek === undefined ? [] : [{ by: 'week', amount: perWeek } as const]),
    ...(perDay === undefined ? [] : [{ by: 'day', amount: perDay } as const]),
    ...(percentOfTopUp === undefined ? [] : [{ by: 'top-up', share: percentOfTopUp } as const]),
  ];
  const [only] = ways;
  return ways.length === 1 && only ? only : '"prepayment.recovery" needs exactly one of "perWeek", "perDay" and "percentOfTopUp"';
}
