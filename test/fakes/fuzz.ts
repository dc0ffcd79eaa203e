import { expect } from 'vitest';
import { Mutator } from './mutations.ts';
import { isWithin, workOf } from './work.ts';

const { TIDEWATT_FUZZ, TIDEWATT_FUZZ_SEED } = process.env;

/** 10^5 here; 10^6 with TIDEWATT_FUZZ=1000000. A failing run is repeated with TIDEWATT_FUZZ_SEED. */
export const INPUTS = Number(TIDEWATT_FUZZ ?? 100_000);
/** For parsers beside which the long run is enough: few here, as many as there with TIDEWATT_FUZZ. */
export const FEW_INPUTS = Number(TIDEWATT_FUZZ ?? 4_000);
/** The same inputs each time, so that a test of a change is of that change; others in a run that asks for its own number of them. */
export const SEED = Number(TIDEWATT_FUZZ_SEED ?? (TIDEWATT_FUZZ === undefined ? 1 : Date.now() % 1_000_000));
/** ms of the processor's time that one input may cost (DESIGN, Figures: no hang over 100 ms). */
const SLOWEST = 100;
/** Ample for a busy machine. */
export const FUZZ_TIMEOUT = INPUTS * 15 + 60_000;

export interface Fuzzed {
  /** What the input is of, for the line that is printed. */
  readonly name: string;
  readonly corpus: readonly Uint8Array[];
  /** {@link INPUTS} unless told otherwise. */
  readonly inputs?: number;
  /** Damage further, or make a check right again. */
  readonly prepare?: (damaged: Buffer, mutator: Mutator) => Buffer;
  /** Reads the input; throws for what must never happen. The same numbers are drawn when it is read again. */
  readonly digest: (bytes: Buffer, mutator: Mutator) => void;
}

/** Feeds damaged inputs, and fails for one that throws or holds the processor. */
export function fuzz({ name, corpus, inputs = INPUTS, prepare = (bytes) => bytes, digest }: Fuzzed): void {
  console.log(`${name} fuzz: ${inputs} inputs, TIDEWATT_FUZZ_SEED=${SEED}`);
  const mutator = new Mutator(SEED, corpus);
  for (let n = 0; n < inputs; n++) {
    const input = prepare(mutator.damaged(), mutator);
    const draws = mutator.pick(2 ** 32);
    const read = (): void => digest(input, new Mutator(draws, []));
    const started = performance.now();
    try {
      read();
    } catch (error) {
      throw new Error(told(n, input), { cause: error });
    }
    // The machine may have been busy with something else: what seemed slow is measured by the processor's time.
    if (performance.now() - started < SLOWEST) continue;
    const work = workOf(() => null, read, SLOWEST);
    expect(isWithin(work, SLOWEST), `${work} ms for ${told(n, input)}`).toBe(true);
  }
}

const told = (n: number, input: Buffer): string => `input ${n} of seed ${SEED}: ${JSON.stringify(input.toString('latin1'))}`;
