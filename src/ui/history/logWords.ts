import type { Device } from '#wire/message/bodies.ts';
import type { LogRecord } from '#wire/history/log.ts';
import type { RequestBody } from '#wire/message/request.ts';
import { donePlans, toldLines, type Told } from '../../state/pastLog.ts';
import type { Stretch } from '../../state/period.ts';
import { verbOf } from '../format/act.ts';
import { mergeActs } from '../format/acts.ts';
import { deviceName, reasonFor } from '../format/doing.ts';
import { formatPower, formatEnergy } from '../format/power.ts';
import { formatNear } from '../format/time.ts';
import { whyLines } from '../format/why.ts';
import type { Telling } from './said.ts';

export const LOG_KINDS = ['all', 'act', 'person', 'limit', 'event', 'alarm'] as const;
export type LogKind = (typeof LOG_KINDS)[number];

/** A line of the log in words. */
export interface LogLine {
  readonly at: number;
  readonly kind: Exclude<LogKind, 'all'>;
  readonly said: string;
  /** Why, where there is more to say. */
  readonly why: string;
}

/** Of whom and of where the log is told. */
export interface LogPlace extends Telling {
  readonly devices: readonly Device[];
  readonly titleOf: (issuer: string) => string;
}

/** What was done in a time and why, the newest first. @param until how far the time has come. */
export function logLines(place: LogPlace, records: readonly LogRecord[], period: Stretch, until: number): readonly LogLine[] {
  return [...actLines(place, records, period, until), ...toldLines(records, period).map((told) => toldLine(place, told))].sort((a, b) => b.at - a.at);
}

function actLines(place: LogPlace, records: readonly LogRecord[], period: Stretch, until: number): readonly LogLine[] {
  const { words, text, zone, currency, devices } = place;
  const { acts, reasons } = donePlans(records, period, until);
  return mergeActs(acts)
    .filter(({ policy }) => verbOf(policy) !== 'idle')
    .map((act) => {
      const reason = reasonFor(act, reasons);
      const said = text.log.act(words.plan.act[verbOf(act.policy)](deviceName(devices, act.device)), formatNear(words.language.tag, act.interval.end, zone, act.interval.start));
      return { at: act.interval.start, kind: 'act', said, why: reason ? whyLines(words, reason, currency).join(' ') : '' };
    });
}

function toldLine(place: LogPlace, { at, entry }: Told): LogLine {
  const { words, text, titleOf } = place;
  const { log } = text;
  const tag = words.language.tag;
  const line = (kind: LogLine['kind'], said: string): LogLine => ({ at, kind, said, why: '' });
  switch (entry.kind) {
    case 'person':
      return line('person', personSaid(place, entry.body, at));
    case 'limit':
      return line('limit', limitSaid(place, entry));
    case 'event':
      return line('event', log.issuer(log.event[entry.status], titleOf(entry.issuer)));
    case 'receipt':
      return line('event', log.receipt(entry.asked === null ? words.unknown : formatEnergy(tag, entry.asked), entry.delivered === null ? words.unknown : formatEnergy(tag, entry.delivered)));
    case 'notice':
      return line('event', log.issuer(log.notice(entry.text), titleOf(entry.issuer)));
    case 'refused':
      return line('event', log.refusedOf(titleOf(entry.issuer), entry.reason));
    case 'ladder':
      return line('limit', log.ladder[entry.what]);
    case 'price-source':
      return line('event', log.source[entry.change](entry.name, entry.reason ?? ''));
    case 'alarm':
      return line('alarm', log.safety[entry.change](words.attention.alarm[entry.alarm]));
  }
}

function limitSaid({ words, text }: LogPlace, { step, source, w, excess }: Extract<Told['entry'], { kind: 'limit' }>): string {
  const { limit } = text.log;
  const power = (watts: number): string => formatPower(words.language.tag, watts);
  if (step === 'applied' || step === 'lifted') return w === null ? limit[`${step}Any`](source ?? words.unknown) : limit[step](power(w), source ?? words.unknown);
  return step === 'unkeepable' ? limit.unkeepable(power(excess)) : limit[step];
}

function personSaid(place: LogPlace, body: RequestBody, at: number): string {
  const { person } = place.text.log;
  const until = (instant: number): string => formatNear(place.words.language.tag, instant, place.zone, at);
  const name = (device: string): string => deviceName(place.devices, device);
  switch (body.kind) {
    case 'wish':
    case 'wish-removed':
    case 'resume':
    case 'alarm-seen':
    case 'tariff-typed':
    case 'tariff-typed-removed':
    case 'money':
      return person[body.kind];
    case 'intent':
      return person.wish;
    case 'slot':
      return person.slot(name(body.choice.device));
    case 'slot-freed':
      return person['slot-freed'](name(body.device));
    case 'pause':
      return body.until === null ? person.pauseAlways : person.pause(until(body.until));
    case 'act':
      return actSaid(place, body.act, until, name);
    default:
      return place.words.unknown;
  }
}

type Act = Extract<RequestBody, { kind: 'act' }>['act'];

function actSaid({ text }: LogPlace, act: Act, until: (instant: number) => string, name: (device: string) => string): string {
  const { person } = text.log;
  switch (act.kind) {
    case 'override':
      return person[`override-${act.want}`](name(act.device), until(act.until));
    case 'override-ended':
      return person['override-ended'](name(act.device));
    case 'event-answer':
      return person['event-answer'][act.answer];
    default:
      return person[act.kind];
  }
}
