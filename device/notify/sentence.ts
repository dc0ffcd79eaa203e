import type { AlarmEffect, LadderState } from '#domain/ladder/event.ts';
import type { Alarm } from '#domain/safety/event.ts';

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

/** Of a limit that the household has set itself; money without its currency, which the home knows. */
export function highUseSentence({ kind, value, threshold }: Pick<Alarm, 'kind' | 'value' | 'threshold'>): string {
  const [is, was] = [value ?? 0, threshold ?? 0];
  if (kind === 'use-power') return `The home uses ${kilowatts(is)}, above the ${kilowatts(was)} that were set.`;
  if (kind === 'use-energy') return `Today has used ${(is / 1e6).toFixed(1)} kWh, above the ${(was / 1e6).toFixed(1)} kWh that were set.`;
  return `Today has cost ${(is / 1e6).toFixed(2)}, above the ${(was / 1e6).toFixed(2)} that were set.`;
}
