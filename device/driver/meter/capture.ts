import type { MeterReading } from '#domain/meter/reading.ts';
import { after, type Instant, type Interval, type Milliseconds } from '#domain/time/instant.ts';
import { Refusal } from '#domain/units/refusal.ts';
import type { HomeClock } from '../../clock/clock.ts';
import type { MeterDriver, MeterOptions, OpenedMeter } from './meter.ts';
import { play } from './play.ts';
import { NO_PACE, paced, periodOf } from './pace.ts';
import type { MeterMessage, MeterStream } from './message.ts';

/**
 * A capture as a meter: its telegrams once, in the capture's own time. Telegrams without a time follow each other at
 * their standard's pace, from now when none has one.
 * @throws Refusal `capture-empty` when no telegram in it is whole, or none of the wanted time.
 */
export function captureMeter({ meter, from = null, to = null }: MeterOptions, stream: MeterStream, bytes: Uint8Array): OpenedMeter {
  const telegrams = [...stream.push(bytes), ...stream.end()];
  const { rejected } = stream;
  const begins = telegrams.find(({ at }) => at !== null)?.at ?? null;
  const all = inOrder(telegrams, begins);
  // Without a time of its own a capture has no part to choose.
  const timed = begins === null ? all : all.filter(({ at }) => (from === null || at >= from) && (to === null || at < to));
  if (timed.length === 0) throw empty(meter, telegrams.length, rejected);
  return {
    span: begins === null ? null : spanOf(timed),
    driver: (clock) => player(timed, begins !== null, rejected, clock),
  };
}

function player(timed: readonly MeterReading[], dated: boolean, rejected: Readonly<Record<string, number>>, clock: HomeClock): MeterDriver {
  return {
    period: timed.at(-1)?.period ?? (10_000 as Milliseconds),
    start(onReading, onStatus, signal) {
      const shift = dated ? 0 : clock.now().wall;
      const readings = timed.map((reading) => ({ ...reading, at: after(reading.at, shift) }));
      play({ readings, dated, rejected }, clock, onReading, onStatus, signal);
    },
  };
}

/** Every telegram at its time, or a period after the one before; a capture that runs back goes on from where it was. */
function inOrder(telegrams: readonly MeterMessage[], begins: Instant | null): readonly MeterReading[] {
  let pace = NO_PACE;
  let last: Instant | undefined;
  return telegrams.map(({ at: stamp, period: declared, ...told }) => {
    const forward = stamp !== null && (last === undefined || stamp >= last);
    const at = forward ? stamp : last === undefined ? (begins ?? (0 as Instant)) : after(last, declared);
    last = at;
    pace = paced(pace, at);
    return { ...told, at, period: periodOf(pace, declared), quality: 'measured' };
  });
}

function spanOf(timed: readonly MeterReading[]): Interval {
  const [first, last] = [timed[0], timed.at(-1)];
  const start = first?.at ?? (0 as Instant);
  return { start, end: after(last?.at ?? start, last?.period ?? 0) };
}

function empty(path: string, whole: number, rejected: Readonly<Record<string, number>>): Refusal {
  const reasons = Object.entries(rejected).map(([reason, count]) => `, ${count} ${reason}`).join('');
  return new Refusal(
    {
      id: 'capture-empty',
      message: whole > 0 ? `${path} holds no telegram of the wanted time.` : `${path} holds no whole telegram${reasons}.`,
      remedy: 'Capture the bytes of the port as they come, line ends included, for at least ten seconds; check --from and --to.',
    },
    'nothing-valid',
  );
}
