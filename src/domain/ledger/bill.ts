import type { Direction, Vat } from '../tariff/tariff.ts';
import { VAT_WHOLE } from '../tariff/tariff.ts';
import { EXACT_PER_MICRO, type ExactEnergy, type Micro } from '../units/money.ts';
import type { Account, AccountLine } from './account.ts';
import { roundTogether } from './rounding.ts';

export interface BillPart {
  readonly name: string;
  readonly money: Micro;
}

export interface BillRegister {
  readonly rate: string;
  readonly direction: Direction;
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
 * Makes a bill of an account, with VAT or without. VAT is on what the home buys and on the standing charge, not on what it is paid.
 * @param vat of the buying tariff; null = it says nothing, and its prices stand as they are.
 * @throws Refusal `bill-too-large` when a sum does not fit a safe integer of micros.
 */
export function billOf(account: Account, vat: Vat | null, wanted: 'inc' | 'exc'): Bill {
  const scale = new VatScale(vat, wanted);
  const names = account.lines.map(({ name }) => name);
  const amounts = account.lines.map((line) => scale.line(line));
  const added = account.lines.reduce((sum, line) => sum + scale.added(line), 0n);
  const shown = scale.addsLine ? [...amounts, added] : amounts;
  const { total, parts } = roundTogether(shown, scale.perMicro);
  return { total, parts: parts.map((money, index) => ({ name: names[index] ?? VAT_PART, money })), registers: registersOf(account, scale) };
}

function registersOf(account: Account, scale: VatScale): readonly BillRegister[] {
  const standing = account.lines.filter(({ kind }) => kind === 'standing').reduce((sum, line) => sum + scale.line(line) + scale.added(line), 0n);
  const amounts = account.registers.map(({ direction, money }) => {
    const line = { name: '', kind: direction, money };
    return scale.line(line) + scale.added(line);
  });
  const { parts } = roundTogether([...amounts, standing], scale.perMicro);
  return account.registers.map(({ rate, direction, energy }, index) => ({ rate, direction, energy, money: parts[index] ?? (0 as Micro) }));
}

/** Money multiplied so that taking VAT off or putting it on stays whole: 1 micro = `perMicro` units. */
class VatScale {
  readonly perMicro: bigint;
  readonly addsLine: boolean;
  private readonly rate: bigint;
  private readonly takesOff: boolean;

  constructor(vat: Vat | null, wanted: 'inc' | 'exc') {
    this.rate = BigInt(vat?.rate ?? 0);
    this.takesOff = vat !== null && vat.included && wanted === 'exc';
    this.addsLine = vat !== null && !vat.included && wanted === 'inc';
    this.perMicro = EXACT_PER_MICRO * WHOLE * (WHOLE + this.rate);
  }

  /** The line as the bill prints it. */
  line({ kind, money }: AccountLine): bigint {
    const off = this.takesOff && kind !== 'export';
    return off ? money * WHOLE * WHOLE : money * WHOLE * (WHOLE + this.rate);
  }

  /** The VAT that comes on top of the line. */
  added({ kind, money }: AccountLine): bigint {
    return this.addsLine && kind !== 'export' ? money * this.rate * (WHOLE + this.rate) : 0n;
  }
}
