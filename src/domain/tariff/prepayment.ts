import type { Micro } from '../units/money.ts';

/** How a debt is taken back: so much a week or a local day, or a share (millionths) of every top-up. */
export type DebtRecovery =
  | { readonly by: 'week' | 'day'; readonly amount: Micro }
  | { readonly by: 'top-up'; readonly share: number };

/** Terms of a prepayment meter (GB SMETS, prepayment mode). Hours are minutes of the local day, in which supply is never cut. */
export interface PrepaymentTerms {
  /** Lent below a balance of zero, once the person asks for it; paid back by the next top-up. */
  readonly emergencyCredit: Micro;
  readonly recovery: DebtRecovery | null;
  readonly neverCut: readonly { readonly from: number; readonly to: number }[];
}
