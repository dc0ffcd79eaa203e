import * as v from 'valibot';

const figure = v.nullable(v.number());
const amount = v.pipe(v.number(), v.safeInteger());
const id = v.pipe(v.string(), v.maxLength(64));

const alarmsSchema = v.object({ power: v.nullable(v.object({ watts: v.number(), minutes: v.number() })), dayEnergy: figure, dayCost: figure });
const contractSchema = v.object({ contracted: figure, operator: figure, steps: v.pipe(v.array(v.object({ power: v.number(), perYear: figure })), v.maxLength(24)) });
const hoursSchema = v.pipe(v.array(v.object({ from: v.number(), to: v.number() })), v.maxLength(14));
const recoverySchema = v.nullable(v.variant('by', [v.object({ by: v.picklist(['day', 'week']), amount }), v.object({ by: v.literal('top-up'), share: v.number() })]));

/** What a person says of the home's money; see `MoneyChange` in `#domain/answers/moneyChange.ts`, which says what of it is taken. */
export const moneyChangeSchema = v.variant('about', [
  v.object({ about: v.literal('alarms'), alarms: alarmsSchema }),
  v.object({ about: v.literal('prepayment'), purse: v.nullable(v.object({ balance: amount, debt: amount, emergencyCredit: amount, recovery: recoverySchema, neverCut: hoursSchema })) }),
  v.object({ about: v.literal('top-up'), amount }),
  v.object({ about: v.literal('emergency') }),
  v.object({ about: v.literal('contract'), contract: v.nullable(contractSchema) }),
  v.object({ about: v.literal('suggestion'), putAway: id }),
]);

const stand = v.nullable(v.object({ import: figure, export: figure }));
const bill = v.object({
  key: v.string(), start: v.number(), end: v.number(),
  import: v.number(), export: v.number(), total: v.number(),
  parts: v.array(v.object({ name: v.string(), kind: v.string(), money: v.number() })),
  unpriced: v.number(), estimated: v.number(), known: v.number(),
  opening: stand, closing: stand,
  closedAt: figure, closedTotal: figure, adjustment: figure,
});

/** Body of `state/money`: ms UTC, micro, mWh, W; null where nothing is known, or there is no such thing. */
const moneyBodySchema = v.object({
  alarms: alarmsSchema,
  /** Newest first. */
  bills: v.array(bill),
  purse: v.nullable(v.object({
    at: v.number(), balance: v.number(), debt: v.number(), emergency: v.boolean(), supply: v.picklist(['credit', 'emergency', 'protected', 'ended']),
    paid: figure, supplyEnds: figure,
    terms: v.object({ emergencyCredit: v.number(), recovery: recoverySchema, neverCut: hoursSchema }),
  })),
  contract: v.nullable(contractSchema),
  /** Newest first. */
  advice: v.array(v.object({
    id: v.string(), kind: v.picklist(['always-on', 'dear-hours', 'contract', 'tariff']), at: v.number(),
    perWeek: v.number(), figure: v.number(), aim: v.number(), putAway: v.boolean(),
    outcome: v.nullable(v.object({ followed: v.picklist(['yes', 'partly', 'no']), perWeek: v.number(), checkedAt: v.number() })),
  })),
});
export type Money = v.InferOutput<typeof moneyBodySchema>;

/** Null where the home has said nothing of it, or in another shape. */
export function readMoney(body: unknown): Money | null {
  const read = v.safeParse(moneyBodySchema, body);
  return read.success ? read.output : null;
}
