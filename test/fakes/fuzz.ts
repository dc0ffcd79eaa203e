import { expect } from 'vitest';
import { Mutator } from './mutations.ts';

/** 10^5 here; 10^6 with TIDEWATT_FUZZ=1000000. A failing run is repeated with TIDEWATT_FUZZ_SEED. */
export const INPUTS = Number(process.env['TIDEWATT_FUZZ'] ?? 100_000);
/** For parsers beside which the long run is enough: few here, as many as there with TIDEWATT_FUZZ. */
export const FEW_INPUTS = Number(process.env['TIDEWATT_FUZZ'] ?? 4_000);
export const SEED = Number(process.env['TIDEWATT_FUZZ_SEED'] ?? Date.now() % 1_000_000);
/** ms of the processor's time that one input may cost. */
const SLOWEST = 100;
/** Ample for a busy machine. */
export const FUZZ_TIMEOUT = INPUTS * 5 + 20_000;

export interface Fuzzed {
  /** What the input is of, for the line that is printed. */
  readonly name: string;
  readonly corpus: readonly Uint8Array[];
  /** {@link INPUTS} unless told otherwise. */
  readonly inputs?: number;
  /** Damage further, or make a check right again. */
  readonly prepare?: (damaged: Buffer, mutator: Mutator) => Buffer;
  /** Reads the input; throws for what must never happen. */
  readonly digest: (bytes: Buffer, mutator: Mutator) => void;
}

/** Feeds damaged inputs, and fails for one that throws or holds the processor. */
export function fuzz({ name, corpus, inputs = INPUTS, prepare = (bytes) => bytes, digest }: Fuzzed): void {
  console.log(`${name} fuzz: ${inputs} inputs, TIDEWATT_FUZZ_SEED=${SEED}`);
  const mutator = new Mutator(SEED, corpus);
  let slowest = 0;
  for (let n = 0; n < inputs; n++) {
    const input = prepare(mutator.damaged(), mutator);
    const started = performance.now();
    try {
      digest(input, mutator);
    } catch (error) {
      throw new Error(`input ${n} of seed ${SEED}: ${JSON.stringify(input.toString('latin1'))}`, { cause: error });
    }
    // The machine may have been busy with something else: what seemed slow is measured by the processor's time.
    if (performance.now() - started > SLOWEST) slowest = Math.max(slowest, workOf(() => digest(input, mutator)));
  }
  expect(slowest).toBeLessThan(SLOWEST);
}

/** ms of the processor's time. */
function workOf(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}
