import type { Lie } from '#domain/sim/lie.ts';
import type { Fault } from './fault.ts';

const lying = (id: string, name: string, how: string, lie: Lie): Fault => ({
  id, name, how, seconds: 300,
  begin: (world) => void (world.meterLie = lie),
  end: (world) => void (world.meterLie = null),
});

/** F34 to F40: meters, devices and senders that say what is not so. */
export const INPUT_FAULTS: readonly Fault[] = [
  { id: 'F34', name: 'meter silent', how: 'no readings', seconds: 300, begin: (world) => void (world.meterSilent = true), end: (world) => void (world.meterSilent = false) },
  lying('F35', 'meter frozen', 'the last value again and again, with new times', 'frozen'),
  lying('F36a', 'meter with the sign flipped', 'every reading', 'sign'),
  lying('F36b', 'meter in kW for W', 'every reading', 'kilowatts'),
  {
    id: 'F37', name: 'device ignores set-points', how: 'the largest device takes commands and does nothing; it reports what it does, and is found out after 10 s', seconds: 300,
    begin: (world) => void (world.largest.device.deaf = true),
    end: (world) => void (world.largest.device.deaf = false),
  },
  {
    id: 'F38', name: 'malformed operator event', how: 'sixteen and more broken messages, ten times', seconds: 60,
    begin(world) {
      for (let n = 0; n < 10; n++) world.time.in(n * 5_000, () => world.operator.malformed(n));
    },
  },
  {
    id: 'F39', name: 'replayed event', how: 'a lifting under each sequence used so far, and what was said to the letter', seconds: 60,
    begin(world) {
      for (let n = 0; n < 30; n++) world.time.in(n * 2_000, () => world.operator.replayed(n));
    },
  },
  { id: 'F40', name: 'hostile event, validly signed', how: '0 W for ever, 1 MW, the year 1, the year 9999, 10 000 words at once', seconds: 120, begin: (world) => world.operator.hostile() },
];
