/** How a device comes from one power to the next: it sleeps for `dead` ms, then nears the set-point with `constant` ms. */
export interface Lag {
  readonly dead: number;
  /** Time constant of a first-order answer; 0 = there at once. */
  readonly constant: number;
}

interface Order {
  readonly at: number;
  readonly power: number;
}

/** A device on its way; `orders` are those not yet taken up, oldest first. Times in ms, powers in W. */
export interface Lagging {
  readonly at: number;
  readonly power: number;
  readonly target: number;
  readonly orders: readonly Order[];
}

export const restingAt = (power: number, at: number): Lagging => ({ at, power, target: power, orders: [] });

/** The device hears a set-point at `at` and acts on it after its dead time. */
export const ordered = (lagging: Lagging, { dead }: Lag, power: number, at: number): Lagging => ({ ...lagging, orders: [...lagging.orders, { at: at + dead, power }] });

function moved(lagging: Lagging, { constant }: Lag, at: number, most: number): Lagging {
  const target = Math.min(lagging.target, most);
  const share = constant > 0 ? 1 - Math.exp(-(at - lagging.at) / constant) : 1;
  return { at, power: lagging.power + (target - lagging.power) * share, target: lagging.target, orders: lagging.orders };
}

/** The device at `at`, not before its last time. @param most W it takes by its own will. */
export function stepLag(lagging: Lagging, lag: Lag, at: number, most = Number.POSITIVE_INFINITY): Lagging {
  const next = lagging.orders[0];
  if (!next || next.at > at) return moved(lagging, lag, at, most);
  const reached = moved(lagging, lag, Math.max(lagging.at, next.at), most);
  return stepLag({ ...reached, target: next.power, orders: lagging.orders.slice(1) }, lag, at, most);
}
