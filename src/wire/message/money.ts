import * as v from 'valibot';

/** Body of `state/money`: it is read whole by the screens that show it, with {@link readMoney} of `moneyBody.ts`, so that the first view need not carry its shape. */
export const moneySchema = v.unknown();
