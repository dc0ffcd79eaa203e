import type { Lie } from '#domain/sim/lie.ts';
import type { Fault } from './fault.ts';
import type { World } from './world.ts';

const lying = (id: string, name: string, how: string, lie: Lie): Fault => ({
  id, name, how, seconds: 300,
  begin: (world) => void (world.meterLie = lie),
  end: (world) => void (world.meterLie = null),
});

const MALFORMED: readonly unknown[] = [
  null, 7, 'limit', [], {}, { source: 'operator' },
  ...[-1, Number.NaN, Number.POSITIVE_INFINITY, 1e308, '4200', null, {}].map((w) => ({ source: 'operator', sequence: 1_000, direction: 'import', scope: 'site', value: { kind: 'limit', w }, start: 0, end: null })),
  { source: 'operator', sequence: '1', direction: 'import', scope: 'site', value: { kind: 'none' }, start: 0, end: null },
  { source: 'operator', sequence: 1_001, direction: 'sideways', scope: 'site', value: { kind: 'none' }, start: 0, end: null },
  { source: 'nobody', sequence: 1_002, direction: 'import', scope: 'site', value: { kind: 'none' }, start: 0, end: null },
];

/** The year 1, and the year 9999, in ms UTC. */
const YEAR_1 = -62_135_596_800_000;
const YEAR_9999 = 253_370_764_800_000;

/** What a validly signed sender may ask in bad faith; each is a proper word, so it is obeyed as far as the home's own limits go. */
function hostile(world: World): void {
  const next = (): number => world.operator.nextSequence();
  world.operator.beat();
  world.say(next(), 0);
  world.time.in(20_000, () => world.say(next(), 1_000_000));
  world.time.in(40_000, () => world.say(next(), 4_000, { start: YEAR_1 }));
  world.time.in(60_000, () => world.say(next(), 0, { start: YEAR_9999, end: YEAR_9999 + 1 }));
  world.time.in(80_000, () => {
    for (let n = 0; n < 10_000; n++) world.signal(`flood${n}`, world.limitSignal(next(), 3_000 + (n % 5_000), { end: world.control.now().wall + 3_600_000 }));
  });
}

/** F34 to F40: meters, devices and senders that say what is not so. */
export const INPUT_FAULTS: readonly Fault[] = [
  { id: 'F34', name: 'meter silent', how: 'no readings', seconds: 300, begin: (world) => void (world.meterSilent = true), end: (world) => void (world.meterSilent = false) },
  lying('F35', 'meter frozen', 'the last value again and again, with new times', 'frozen'),
  lying('F36a', 'meter with the sign flipped', 'every reading; what devices take beside it may be 500 W too much', 'sign'),
  lying('F36b', 'meter in kW for W', 'every reading; what devices take beside it may be 500 W too much', 'kilowatts'),
  {
    id: 'F37', name: 'device ignores set-points', how: 'the car takes commands and does nothing; it reports what it draws, and is found out after 10 s', seconds: 300,
    begin: (world) => void (world.stationOf('car').device.deaf = true),
    end: (world) => void (world.stationOf('car').device.deaf = false),
  },
  {
    id: 'F38', name: 'malformed operator event', how: 'sixteen broken signals, ten times', seconds: 60,
    begin(world) {
      for (let n = 0; n < 10; n++) world.time.in(n * 5_000, () => MALFORMED.forEach((signal, index) => world.signal(`m${n}-${index}`, signal)));
    },
  },
  {
    id: 'F39', name: 'replayed event', how: 'each sequence used so far again, lifting the limit', seconds: 60,
    begin(world) {
      for (let n = 0; n < 30; n++) world.time.in(n * 2_000, () => world.signal(`r${n}`, world.limitSignal(n % (world.operator.lastSequence + 1), null)));
    },
  },
  { id: 'F40', name: 'hostile event, validly signed', how: '0 W for ever, 1 MW, the year 1, the year 9999, 10 000 words at once', seconds: 120, begin: hostile },
];
