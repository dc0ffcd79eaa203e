import { brokerStorm } from './brokerStorm.ts';
import { hostileMemory } from './brokerHostile.ts';
import { loadBlock, type Block } from './brokerLoadBlock.ts';
import { startBroker, type BrokerUnderTest } from './brokerUnderTest.ts';
import { atLeast, percentile, single, spread, type Figure } from './figure.ts';

/** Pairs of blocks, ours and bare by turns: what else the machine does meets both. */
const PAIRS = 20;
const WARM_MS = 1_000;
/** M-01. */
const STEADY_PER_SECOND = 500;
/** DESIGN, Figures. */
const SHARE = 0.8;
const HOSTILE_MIB = 2;

const median = (values: readonly number[]): number => percentile(values, 0.5);

/** A block and the seconds of a processor that the broker used for it. */
interface Worked extends Block {
  readonly seconds: number;
}
interface Pair {
  readonly ours: Worked;
  readonly bare: Worked;
}

async function worked(broker: BrokerUnderTest, ms: number): Promise<Worked> {
  const before = broker.worked();
  const block = await loadBlock(broker.port, ms, null);
  return { ...block, seconds: broker.worked() - before };
}

async function pairs(ours: BrokerUnderTest, bare: BrokerUnderTest, ms: number): Promise<readonly Pair[]> {
  for (const broker of [ours, bare]) await worked(broker, WARM_MS);
  const all: Pair[] = [];
  for (let n = 0; n < PAIRS; n++) {
    // Who is first changes: a machine that warms up or slows down favours neither.
    const oursFirst = n % 2 === 0 ? await worked(ours, ms) : null;
    const bareBlock = await worked(bare, ms);
    all.push({ ours: oursFirst ?? (await worked(ours, ms)), bare: bareBlock });
  }
  return all;
}

/** Messages for each second of a processor: what else the machine does does not count. */
const perWorked = (blocks: readonly Worked[]): number => blocks.reduce((sum, { late }) => sum + late.length, 0) / blocks.reduce((sum, { seconds }) => sum + seconds, 0);
const oursOf = (all: readonly Pair[]): readonly Worked[] => all.map(({ ours }) => ours);
const bareOf = (all: readonly Pair[]): readonly Worked[] => all.map(({ bare }) => bare);

const rates = (all: readonly Pair[]): readonly Figure[] => [
  atLeast('share of the bare broker’s rate, by seconds of a processor', perWorked(oursOf(all)) / perWorked(bareOf(all)), { unit: '', budget: SHARE }),
  single('share of the bare broker’s rate, by the clock, median of pairs', median(all.map(({ ours, bare }) => ours.perSecond / bare.perSecond)), { unit: '' }),
  single('QoS 1, 200 B, median of blocks', median(all.map(({ ours }) => ours.perSecond)), { unit: 'messages/s' }),
  single('the bare broker, median of blocks', median(all.map(({ bare }) => bare.perSecond)), { unit: 'messages/s' }),
  spread('publisher to listener at full rate, 100 unacknowledged', all.flatMap(({ ours }) => ours.late), { unit: 'ms' }),
  spread('the same through the bare broker', all.flatMap(({ bare }) => bare.late), { unit: 'ms' }),
];

/** Rate against the bare broker, loss, lateness at a steady load, memory of hostile clients, a storm of fifty (DESIGN, Figures; reliability 5.2). */
export async function benchBroker({ root, seconds }: { readonly root: string; readonly seconds: number }): Promise<readonly Figure[]> {
  const blockMs = (seconds * 1_000) / (2 * PAIRS + 4);
  const [ours, bare] = [await startBroker(root, 'broker.mjs'), await startBroker(root, 'bareBroker.mjs')];
  try {
    const all = await pairs(ours, bare, blockMs);
    const steady = await loadBlock(ours.port, 4 * blockMs, STEADY_PER_SECOND);
    return [
      ...rates(all),
      single('messages lost', [...all.map((pair) => pair.ours), steady].reduce((sum, { lost }) => sum + lost, 0), { unit: 'messages', budget: 0 }),
      spread(`publisher to listener at ${STEADY_PER_SECOND}/s`, steady.late, { unit: 'ms', budget: 100 }),
      single('memory of a hostile client that begins and never reads', await hostileMemory(ours, 'unread'), { unit: 'MiB', budget: HOSTILE_MIB }),
      single('memory of a hostile client that floods', await hostileMemory(ours, 'flood'), { unit: 'MiB', budget: HOSTILE_MIB }),
      ...(await brokerStorm(root)),
    ];
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
  }
}
