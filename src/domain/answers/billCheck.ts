/** One line of a bill: mWh where it is of energy, micro. Null = the bill does not say. */
export interface BillClaim {
  readonly name: string;
  readonly energy: number | null;
  readonly money: number | null;
}

/** A bill as somebody claims it: its lines, and what is to be paid. */
export interface ClaimedBill {
  readonly lines: readonly BillClaim[];
  readonly total: number;
}

/** A difference of one line: what of it is other energy, and what another price. */
export interface LineDifference {
  readonly name: string;
  /** Theirs less ours, mWh; null where either does not say. */
  readonly energy: number | null;
  /** Theirs less ours, micro; null where either does not say. */
  readonly money: number | null;
  /** Micro: the other energy at our price of the line. Null where the line has no energy, or we have no price. */
  readonly byEnergy: number | null;
  /** Micro: the rest of the line. */
  readonly byPrice: number | null;
}

export interface BillCheck {
  /** Theirs less ours, micro; above zero = more is asked than we reckon. */
  readonly difference: number;
  readonly agrees: boolean;
  readonly lines: readonly LineDifference[];
  /** Of the difference, micro: what no line explains. */
  readonly unexplained: number;
}

/** Bills are rounded line by line: a unit of the smallest coin for each, and one for the whole. */
const COIN = 10_000;

/** Explains a supplier's bill by ours, line by line of the same name; lines that only one of them has are there too. */
export function checkBill(ours: ClaimedBill, theirs: ClaimedBill): BillCheck {
  const names = [...new Set([...theirs.lines, ...ours.lines].map(({ name }) => name))];
  const lines = names.map((name) => differenceOf(name, find(ours, name), find(theirs, name)));
  const difference = theirs.total - ours.total;
  const explained = lines.reduce((sum, { money }) => sum + (money ?? 0), 0);
  return { difference, agrees: Math.abs(difference) <= COIN * (names.length + 1), lines, unexplained: difference - explained };
}

const find = ({ lines }: ClaimedBill, name: string): BillClaim | undefined => lines.find((line) => line.name === name);

/** A line that one of them lacks is one of nothing; one whose figure is not said stays unsaid. */
function differenceOf(name: string, ours: BillClaim | undefined, theirs: BillClaim | undefined): LineDifference {
  const energy = less(theirs ? theirs.energy : 0, ours ? ours.energy : 0);
  const money = less(theirs ? theirs.money : 0, ours ? ours.money : 0);
  const price = ours?.energy && ours.money !== null ? ours.money / ours.energy : null;
  const byEnergy = energy === null || price === null ? null : Math.round(energy * price);
  return { name, energy, money, byEnergy, byPrice: money === null || byEnergy === null ? null : money - byEnergy };
}

const less = (theirs: number | null, ours: number | null): number | null => (theirs === null || ours === null ? null : theirs - ours);
