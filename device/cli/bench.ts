import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { benchBroker } from '../bench/broker.ts';
import { benchCold } from '../bench/cold.ts';
import { benchFaults } from '../bench/faults.ts';
import type { Figure } from '../bench/figure.ts';
import { benchFleet } from '../bench/fleet.ts';
import { benchGuard } from '../bench/guard.ts';
import { benchKill } from '../bench/kill.ts';
import { benchLatency } from '../bench/latency.ts';
import { benchLedger } from '../bench/ledger.ts';
import { benchLimitLatency } from '../bench/limitLatency.ts';
import { benchMemory } from '../bench/memory.ts';
import { benchMonth } from '../bench/month.ts';
import { benchPlan } from '../bench/plan.ts';
import { benchPreview } from '../bench/preview.ts';
import { benchScreens } from '../bench/screens.ts';
import { benchSimulate } from '../bench/simulate.ts';
import { benchSize } from '../bench/size.ts';
import { benchWrites } from '../bench/writes.ts';
import { EXIT, wrongUse } from './fault.ts';
import type { Command } from './command.ts';
import { readFlags } from './flags.ts';

interface Run {
  readonly root: string;
  readonly seconds: number;
  /** Where chance begins; null = the bench's own. */
  readonly seed: number | null;
  /** So many homes; null = the bench's own. */
  readonly seeds: number | null;
  /** So many random runs in place of the named ones. */
  readonly random: number;
}

interface Bench {
  /** Seconds a run lasts unless told otherwise. */
  readonly seconds: number;
  run(run: Run): Promise<readonly Figure[]>;
}

/** The list of benches: a new one is its file and a line here. */
const BENCHES: Readonly<Record<string, Bench>> = {
  latency: { seconds: 60, run: async (run) => [...(await benchLimitLatency(run)), ...(await benchLatency(run))] },
  broker: { seconds: 60, run: benchBroker },
  cold: { seconds: 0, run: benchCold },
  memory: { seconds: 300, run: benchMemory },
  simulate: { seconds: 0, run: benchSimulate },
  plan: { seconds: 0, run: benchPlan },
  preview: { seconds: 0, run: benchPreview },
  faults: { seconds: 0, run: benchFaults },
  guard: { seconds: 20, run: benchGuard },
  fleet: { seconds: 0, run: benchFleet },
  ledger: { seconds: 0, run: benchLedger },
  writes: { seconds: 900, run: benchWrites },
  kill: { seconds: 0, run: benchKill },
  month: { seconds: 2_592_000, run: benchMonth },
  screens: { seconds: 60, run: benchScreens },
  size: { seconds: 0, run: benchSize },
};

const USAGE = `${Object.keys(BENCHES).join('|')} [--seconds N] [--seed N] [--seeds N] [--random N]`;
const BUDGET_MISSED = 1;

const machine = (): string => `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;

function numberOf(flag: string, text: string | undefined, usual: number): number {
  const value = text === undefined ? usual : Number(text);
  if (!Number.isFinite(value) || value < 0) throw wrongUse(`--${flag} is ${JSON.stringify(text)}.`, 'Give a number.');
  return value;
}

/** `tidewatt bench NAME`: figures with their budgets; exit code 1 when one is missed (FORMATS, bench). */
export const bench: Command = {
  name: 'bench',
  usage: USAGE,
  async run(args, terminal) {
    const { flags, names } = readFlags(args, { seconds: 'string', seed: 'string', seeds: 'string', random: 'string' }, USAGE);
    const [name = '', ...rest] = names;
    const chosen = BENCHES[name];
    if (!chosen || rest.length > 0) throw wrongUse(`There is no bench ${JSON.stringify(names.join(' '))}.`, `Use: ${USAGE}`);
    // The bundle of the command line lies in dist/device.
    const root = join(import.meta.dirname, '..', '..');
    const figures = await chosen.run({
      root,
      seconds: numberOf('seconds', flags.seconds, chosen.seconds),
      seed: flags.seed === undefined ? null : numberOf('seed', flags.seed, 0),
      seeds: flags.seeds === undefined ? null : Math.max(1, numberOf('seeds', flags.seeds, 0)),
      random: numberOf('random', flags.random, 0),
    });
    terminal.print({ bench: name, machine: machine(), figures });
    return figures.some(({ ok }) => ok === false) ? BUDGET_MISSED : EXIT.answered;
  },
};
