import type { Direction, TariffScope, Vat } from '../tariff/tariff.ts';
import { VAT_WHOLE } from '../tariff/tariff.ts';
import { EXACT_PER_MICRO, type ExactEnergy, type Micro } from '../units/money.ts';
import type { Account } from './account.ts';
import type { Charged } from './charged.ts';
import { roundTogether } from './rounding.ts';

export interface BillPart {
  readonly name: string;
  readonly money: Micro;
}

export interface BillRegister {
  readonly rate: string;
  readonly direction: Direction;
  readonly scope: TariffScope;
  readonly energy: ExactEnergy;
  readonly money: Micro;
}

/** Rounded once. Parts add up to the total; so do registers and what is charged per day. */
export interface Bill {
  readonly total: Micro;
  readonly parts: readonly BillPart[];
  readonly registers: readonly BillRegister[];
}

/** The line of the VAT that a table leaves out of its prices. */
export const VAT_PART = 'VAT';

const WHOLE = BigInt(VAT_WHOLE);

/**
 * Makes a bill of an account, with VAT or without. VAT is on what the home buys and on what it owes by the day, not on what it is paid.
 * @param vat of the buying tariff; null = it says nothing, and its prices stand as they are.
 * @throws Refusal `bill-too-large` when a sum does not fit a safe integer of micros.
 */
export function billOf(account: Account, vat: Vat | null, wanted: 'inc' | 'exc'): Bill {
  const scale = new VatScale(vat, wanted, account.lines);
  const names = account.lines.map(({ name }) => name);
  const amounts = account.lines.map((line) => scale.line(line));
  const added = account.lines.reduce((sum, line) => sum + scale.added(line), 0n);
  const shown = scale.addsLine ? [...amounts, added] : amounts;
  const { total, parts } = roundTogether(shown, scale.perMicro);
  return { total, parts: parts.map((money, index) => ({ name: names[index] ?? VAT_PART, money })), registers: registersOf(account, scale) };
}

/** The totals of pieces of one bill, rounded so that they add up to the whole's. @throws Refusal `bill-too-large`. */
export function totalsOf(accounts: readonly Account[], vat: Vat | null, wanted: 'inc' | 'exc'): readonly Micro[] {
  const scale = new VatScale(vat, wanted, accounts.flatMap(({ lines }) => lines));
  return roundTogether(accounts.map(({ lines }) => lines.reduce((sum, line) => sum + scale.line(line) + scale.added(line), 0n)), scale.perMicro).parts;
}

function registersOf({ registers, lines }: Account, scale: VatScale): readonly BillRegister[] {
  const paid = (charges: readonly Charged[]): bigint => charges.reduce((sum, charge) => sum + scale.line(charge) + scale.added(charge), 0n);
  const amounts = registers.map(({ charged }) => paid(charged));
  const rest = paid(lines) - amounts.reduce((sum, amount) => sum + amount, 0n);
  const { parts } = roundTogether([...amounts, rest], scale.perMicro);
  return registers.map(({ rate, direction, scope, energy }, index) => ({ rate, direction, scope, energy, money: parts[index] ?? (0 as Micro) }));
}

/** Money multiplied so that taking VAT off or putting it on stays whole: 1 micro = `perMicro` units. */
class VatScale {
  readonly perMicro: bigint;
  readonly addsLine: boolean;
  private readonly rate: bigint;
  private readonly takesOff: boolean;
  /** Product of 1 + rate over the rates there are, in millionths each: any of them divides it. */
  private readonly whole: bigint;

  constructor(vat: Vat | null, wanted: 'inc' | 'exc', charges: readonly Charged[]) {
    this.rate = BigInt(vat?.rate ?? 0);
    this.takesOff = vat !== null && vat.included && wanted === 'exc';
    this.addsLine = vat !== null && !vat.included && wanted === 'inc';
    this.whole = [...new Set(charges.map((charge) => this.rateOf(charge)))].reduce((product, rate) => product * (WHOLE + rate), 1n);
    this.perMicro = EXACT_PER_MICRO * WHOLE * this.whole;
  }

  /** The charge as the bill prints it. */
  line(charge: Charged): bigint {
    const off = this.takesOff && charge.kind !== 'export';
    return off ? (charge.money * WHOLE * WHOLE * this.whole) / (WHOLE + this.rateOf(charge)) : charge.money * WHOLE * this.whole;
  }

  /** The VAT that comes on top of the charge. */
  added(charge: Charged): bigint {
    return this.addsLine && charge.kind !== 'export' ? charge.money * this.rateOf(charge) * this.whole : 0n;
  }

  private rateOf({ vatRate }: Charged): bigint {
    return vatRate === null ? this.rate : BigInt(vatRate);
  }
}
