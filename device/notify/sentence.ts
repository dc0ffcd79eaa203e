import type { AlarmEffect, LadderState } from '#domain/ladder/event.ts';

const kilowatts = (w: number): string => `${(w / 1_000).toFixed(1)} kW`;
const subject = ({ direction }: LadderState): string => (direction === 'import' ? 'The power drawn' : 'The power fed in');

/** In how many seconds from the moment it is said; nothing where it is not foreseen. */
function moment(ladder: LadderState, at: number): string {
  const then = ladder.interruptsAt ?? ladder.shedsAt;
  if (then === null) return '';
  const seconds = Math.max(0, Math.round((then - at) / 1_000));
  return ladder.interruptsAt === null ? ` Devices are turned down in ${seconds} s.` : ` The supply is interrupted in ${seconds} s unless use falls.`;
}

/** What is read out to someone who is not looking at the app. @param at ms of the home's wall time. */
export function sentenceOf({ alarm, ladder }: Pick<AlarmEffect, 'alarm' | 'ladder'>, at: number): string {
  if (alarm === 'test') return 'This is a test of the power threshold alarm.';
  if (!ladder) return '';
  const threshold = kilowatts(ladder.threshold);
  switch (alarm) {
    case 'warned':
      return `${subject(ladder)} is above ${threshold}.${moment(ladder, at)}`;
    case 'shedding':
      return `${subject(ladder)} is above ${threshold}: devices are being turned down.${moment(ladder, at)}`;
    case 'interrupted':
      return `The supply was interrupted because the threshold of ${threshold} was exceeded.`;
    case 'waiting':
      return ladder.where === 'meter' ? 'The supply can be restored at the meter.' : 'The supply can be restored in the app by a person in the home.';
    case 'restoring':
      return 'The supply is being restored.';
    default:
      return `${subject(ladder)} is below ${threshold}.`;
  }
}
