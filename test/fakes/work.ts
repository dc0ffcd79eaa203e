import { numbersFrom } from './mutations.ts';

/** ms of the processor's time of {@link DRAWN} numbers on a core of 2.5 GHz that has nothing else to do. */
const YARDSTICK = 20;
const DRAWN = 2_000_000;
/** What is measured once may have a collection of garbage in it, or a neighbour on the same core: the least of so many counts. */
const MEASURED = 5;

/** ms of the processor's time; `make` prepares each time what is measured, and is not counted. */
export function workOf<Made>(make: () => Made, work: (made: Made) => void): number {
  const once = (): number => {
    const made = make();
    const started = process.cpuUsage();
    work(made);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1_000;
  };
  return Math.min(...Array.from({ length: MEASURED }, once));
}

/** `most` ms of the processor's time as this machine takes them now: more where it is slow or busy, never less. */
export function onThisMachine(most: number): number {
  const work = workOf(
    () => numbersFrom(1),
    (next) => {
      for (let n = 0; n < DRAWN; n++) next();
    },
  );
  return most * Math.max(1, work / YARDSTICK);
}
