import { numbersFrom } from './mutations.ts';

/** ms of the processor's time of {@link DRAWN} numbers on a core of 2.5 GHz that has nothing else to do. */
const YARDSTICK = 20;
const DRAWN = 2_000_000;
/** What is measured once may have a collection of garbage in it, or a neighbour on the same core: the least of so many counts. */
const MEASURED = 5;

/** ms of the processor's time, the least of a few, or the first below `enough`; `make` prepares what is measured, and is not counted. */
export function workOf<Made>(make: () => Made, work: (made: Made) => void, enough: number): number {
  let least = Infinity;
  for (let n = 0; n < MEASURED && least >= enough; n++) {
    const made = make();
    const started = process.cpuUsage();
    work(made);
    const { user, system } = process.cpuUsage(started);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

/** Whether `work` is less than `most` ms of the processor's time, as this machine takes them now where it is slow or busy. */
export const isWithin = (work: number, most: number): boolean => work < most || work < most * Math.max(1, yardstick() / YARDSTICK);

const yardstick = (): number =>
  workOf(
    () => numbersFrom(1),
    (next) => {
      for (let n = 0; n < DRAWN; n++) next();
    },
    YARDSTICK,
  );
