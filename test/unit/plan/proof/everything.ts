import { CAR_CAPACITY, SLOTS, type TinyHome } from './tinyHomes.ts';

/** What one way to run a home comes to, reckoned here by hand: it shares no line with what plans. */
export interface Outcome {
  /** kWh above the limit. */
  readonly excess: number;
  /** By rank 1 to 3: shares of capacity, or of a day. */
  readonly short: readonly number[];
  /** Cents, what is stored in the end taken off. */
  readonly cost: number;
}

/** All lists of so many of the given. */
function* lists(choices: readonly number[], length: number): Generator<number[]> {
  if (length === 0) return yield [];
  for (const rest of lists(choices, length - 1)) for (const choice of choices) yield [...rest, choice];
}

/** Contents at each slot's end, or nothing where a list asks of a store what it cannot. */
function contents(stored: number, capacity: number, flows: readonly number[]): number[] | undefined {
  const levels = flows.map(((level) => (flow: number) => (level += flow))(stored));
  return levels.every((level) => level >= 0 && level <= capacity) ? levels : undefined;
}

interface Way {
  /** kWh a slot. */
  readonly flows: readonly number[];
  /** Rank and share of each wish that is missed. */
  readonly missed: readonly (readonly [number, number])[];
  readonly gained: number;
}

const REST: Way = { flows: Array.from({ length: SLOTS }, () => 0), missed: [], gained: 0 };

function batteryWays({ battery, ranks }: TinyHome): readonly Way[] {
  if (!battery) return [REST];
  const { capacity, stored, reserve, full, gives } = battery;
  const floor = Math.min(reserve ?? 0, stored);
  return [...lists(gives ? [-2, -1, 0, 1, 2] : [0, 1, 2], SLOTS)].flatMap((flows): readonly Way[] => {
    const levels = contents(stored, capacity, flows);
    if (!levels) return [];
    // Asked for no more than charging all the time can have reached.
    const asked = full ? Math.min(full.level, capacity, stored + 2 * (full.slot + 1)) : 0;
    const missed: [number, number][] = [[ranks[0] ?? 1, Math.max(0, floor - Math.min(...levels)) / capacity], [ranks[1] ?? 1, full ? Math.max(0, asked - (levels[full.slot] ?? 0)) / capacity : 0]];
    return [{ flows, missed, gained: (levels.at(-1) ?? 0) - stored }];
  });
}

function carWays({ car, ranks }: TinyHome): readonly Way[] {
  if (!car) return [REST];
  const asked = Math.min(car.level, car.stored + 3 * (car.by + 1));
  return [...lists([0, 2, 3], SLOTS)].flatMap((flows): readonly Way[] => {
    const levels = contents(car.stored, CAR_CAPACITY, flows);
    return levels ? [{ flows, missed: [[ranks[2] ?? 1, Math.max(0, asked - (levels[car.by] ?? 0)) / CAR_CAPACITY]], gained: (levels.at(-1) ?? 0) - car.stored }] : [];
  });
}

function washerWays({ washer, ranks }: TinyHome): readonly Way[] {
  if (!washer) return [REST];
  const { run } = washer;
  // Late is what is later than the wish and than the earliest it can be.
  const by = Math.max(washer.by + 1, run.length);
  const late = (end: number): readonly [number, number] => [ranks[3] ?? 1, Math.max(0, end - by) / 48];
  const begun = Array.from({ length: SLOTS - run.length + 1 }, (_, start): Way => ({ flows: REST.flows.map((_, slot) => run[slot - start] ?? 0), missed: [late(start + run.length)], gained: 0 }));
  return [...begun, { ...REST, missed: [late(SLOTS + run.length)] }];
}

/** Limits, wishes of rank 1 to 3, money. */
const PLACES = 5;
const CLOSE = 1e-9;

/** Below zero = the first is better: the first place that differs decides. */
function order(one: Float64Array, other: Float64Array): number {
  for (let place = 0; place < PLACES; place++) {
    const difference = (one[place] ?? 0) - (other[place] ?? 0);
    if (Math.abs(difference) > CLOSE) return difference;
  }
  return 0;
}

/** Writes what ways come to together: nothing is made anew for each of a hundred thousand. */
function reckon(home: TinyHome, ways: readonly Way[], into: Float64Array): void {
  into.fill(0);
  for (let slot = 0; slot < SLOTS; slot++) {
    let net = home.load[slot] ?? 0;
    for (let way = 0; way < ways.length; way++) net += ways[way]?.flows[slot] ?? 0;
    into[PLACES - 1] = (into[PLACES - 1] ?? 0) + net * ((net > 0 ? home.importPrice[slot] : home.exportPrice[slot]) ?? 0);
    into[0] = (into[0] ?? 0) + Math.max(0, net - (home.limit[slot] ?? Infinity));
  }
  for (let way = 0; way < ways.length; way++) {
    const one = ways[way];
    if (!one) continue;
    into[PLACES - 1] = (into[PLACES - 1] ?? 0) - home.endValue * one.gained;
    for (let wish = 0; wish < one.missed.length; wish++) {
      const [rank = 0, share = 0] = one.missed[wish] ?? [];
      into[rank] = (into[rank] ?? 0) + share;
    }
  }
}

/** The best of everything that can be done in a home. */
export function bestOf(home: TinyHome): Outcome {
  const [best, tried] = [new Float64Array(PLACES).fill(Infinity), new Float64Array(PLACES)];
  const [cars, washers] = [carWays(home), washerWays(home)];
  const ways = [REST, REST, REST];
  for (const battery of batteryWays(home)) {
    ways[0] = battery;
    for (const car of cars) {
      ways[1] = car;
      for (const washer of washers) {
        ways[2] = washer;
        reckon(home, ways, tried);
        if (order(tried, best) < 0) best.set(tried);
      }
    }
  }
  const [excess = 0, first = 0, second = 0, third = 0, cost = 0] = best;
  if (excess === Infinity) throw new Error('a home in which nothing can be done');
  return { excess, short: [first, second, third], cost };
}
