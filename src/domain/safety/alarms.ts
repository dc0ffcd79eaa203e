import type { Alarm, Finding } from './event.ts';

/** Of those that are over, the newest are shown. */
const MOST_OVER = 32;

export interface Told {
  readonly alarms: readonly Alarm[];
  /** The alarm as it now is; null where there was none to change. */
  readonly alarm: Alarm | null;
}

const isSame = (alarm: Alarm, { kind, phase }: Finding): boolean => alarm.until === null && alarm.kind === kind && alarm.phase === phase;

/** The list after a finding, newest first. */
export function tell(before: readonly Alarm[], finding: Finding): Told {
  const { change, kind, phase, since, until, value, threshold } = finding;
  const running = before.find((alarm) => isSame(alarm, finding)) ?? null;
  const others = before.filter((alarm) => alarm !== running);
  if (change === 'withdrawn') return { alarms: others, alarm: running };
  if (change === 'ends' && !running) return { alarms: before, alarm: null };
  if (change === 'begins' && running) return { alarms: before, alarm: null };
  const alarm: Alarm =
    change === 'ends' && running
      ? { ...running, until, value: value ?? running.value }
      : { id: `${kind}/${phase ?? ''}/${since}`, kind, phase, since, until, value, threshold, acknowledged: false };
  // The same thing may be found again at the same moment, by a clock that was set back: it is one alarm.
  const kept = others.filter(({ id }) => id !== alarm.id);
  return { alarms: shortened([alarm, ...kept].sort((one, other) => other.since - one.since)), alarm };
}

function shortened(alarms: readonly Alarm[]): readonly Alarm[] {
  let over = 0;
  return alarms.filter(({ until }) => until === null || ++over <= MOST_OVER);
}
