import type { HomeEvent, Ladder, Notice } from '#wire/message/bodies.ts';
import type { RequestBody } from '#wire/message/request.ts';
import type { Alarm, Attention } from '../../state/attention.ts';
import type { Words } from '../text/en.ts';
import { askedPower, isFirm, rewardOf } from '../format/event.ts';
import { formatAmps, formatPower } from '../format/power.ts';
import { formatSpan } from '../format/span.ts';
import { formatClock, formatMoment } from '../format/time.ts';

/** A button beside the sentence. `twice`: its label once pressed; only the second press acts. */
export interface Deed {
  readonly label: string;
  readonly does: { readonly kind: 'ask'; readonly body: RequestBody; readonly inverse?: { readonly said: string; readonly body: RequestBody } } | { readonly kind: 'show'; readonly screen: 'events' | 'plan' } | { readonly kind: 'read'; readonly notice: string };
  readonly twice?: string;
}

/** One thing that wants attention, in words. `urgent` looks like what it is: not like an offer (U31). */
export interface Said {
  readonly tone: 'urgent' | 'offer' | 'news';
  readonly sentence: string;
  readonly deeds: readonly Deed[];
}

/** Where and when the words are said. */
export interface Place {
  readonly words: Words;
  readonly now: number;
  readonly zone: string;
  readonly currency: string;
  /** An issuer as people know it. */
  readonly titleOf: (issuer: string) => string;
}

const power = ({ words }: Place, w: number): string => formatPower(words.language.tag, w);
const clock = ({ words, zone }: Place, at: number): string => formatClock(words.language.tag, at, zone);
const moment = ({ words, zone }: Place, at: number): string => formatMoment(words.language.tag, at, zone);
/** With seconds where the last minutes count. */
const deadline = ({ words, zone, now }: Place, at: number): string =>
  at - now > 300_000 ? formatClock(words.language.tag, at, zone) : new Intl.DateTimeFormat(words.language.tag, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: zone }).format(at);

const SHOW: Deed['does'] = { kind: 'show', screen: 'events' };

export function sayAttention(place: Place, one: Attention): Said {
  const { attention } = place.words;
  switch (one.kind) {
    case 'danger':
      return { tone: 'urgent', sentence: dangerSaid(place, one.alarm), deeds: one.alarm.acknowledged ? [] : [seen(place, one.alarm)] };
    case 'ladder':
      return { tone: one.ladder.step === 'below' || one.ladder.step === 'restoring' ? 'news' : 'urgent', sentence: ladderSeen(place, one.ladder), deeds: ladderDeeds(place, one.ladder) };
    case 'limit':
      return { tone: 'urgent', sentence: limitSaid(place, one), deeds: [] };
    case 'delayed':
      return { tone: 'news', sentence: attention.delayed(clock(place, one.until)), deeds: [{ label: attention.startNow, does: { kind: 'ask', body: { kind: 'act', act: { kind: 'skip-delay' } } } }] };
    case 'event':
      return eventSaid(place, one.event, one.phase);
    case 'operators':
      return { tone: 'offer', sentence: attention.operators(new Intl.ListFormat(place.words.language.tag).format(one.issuers.map(place.titleOf))), deeds: [{ label: attention.confirm, does: { kind: 'ask', body: { kind: 'act', act: { kind: 'operators-confirmed' } } } }] };
    case 'meter':
      return { tone: 'urgent', sentence: attention.meter, deeds: [] };
    case 'charging':
    case 'arrival':
      return { tone: 'offer', sentence: attention[one.kind], deeds: [{ label: attention.event.look, does: { kind: 'show', screen: 'plan' } }] };
    case 'alarm':
      return { tone: 'urgent', sentence: alarmSaid(place, one.alarm), deeds: [seen(place, one.alarm)] };
    case 'notice':
      return { tone: 'news', sentence: noticeSaid(place, one.notice), deeds: [{ label: place.words.understood, does: { kind: 'read', notice: one.notice.id } }] };
  }
}

function limitSaid(place: Place, { limit: { state, excess }, bound: { direction, most } }: Extract<Attention, { kind: 'limit' }>): string {
  const { limit, events, language } = place.words;
  if (most === null) return state === 'unkeepable' ? limit.connectionOver(power(place, excess)) : limit.connection;
  const figure = 'w' in most ? power(place, most.w) : events.standing.phase(formatAmps(language.tag, most.amps));
  if (state === 'unkeepable') return limit.unkeepable(figure, power(place, excess));
  return direction === 'export' ? limit.sent(figure) : limit[state](figure);
}

const seen = ({ words }: Place, { id }: Alarm): Deed => ({ label: words.attention.seen, does: { kind: 'ask', body: { kind: 'alarm-seen', alarm: id } } });

function dangerSaid({ words }: Place, { kind, value, phase }: Alarm): string {
  const { danger } = words.attention;
  const volts = value === null ? words.unknown : `${new Intl.NumberFormat(words.language.tag, { maximumFractionDigits: 0 }).format(value)} V`;
  if (kind === 'voltage-high' || kind === 'voltage-low') return danger[kind](volts, phase ?? words.unknown);
  return danger['neutral-lost'];
}

/** An alarm of the past, or one that tells nothing to do. */
export function alarmSaid(place: Place, { kind, since, until }: Alarm): string {
  const { attention } = place.words;
  if (until === null) return attention.alarmAt(attention.alarm[kind], moment(place, since));
  if (kind === 'voltage-high' || kind === 'voltage-low' || kind === 'neutral-lost') return attention.wasDanger(moment(place, since), clock(place, until));
  return until === since ? `${attention.alarm[kind]} ${moment(place, since)}.` : attention.alarmFromTo(attention.alarm[kind], moment(place, since), clock(place, until));
}

/** While nobody sees what flows, what a ladder does next waits for that. */
function ladderSeen(place: Place, ladder: Ladder): string {
  const isBlind = ladder.power === null && (ladder.step === 'warned' || ladder.step === 'shedding' || ladder.step === 'restoring');
  return isBlind ? `${ladderSaid(place, ladder)} ${place.words.attention.ladder.unseen}` : ladderSaid(place, ladder);
}

function ladderSaid(place: Place, ladder: Ladder): string {
  const { ladder: text } = place.words.attention;
  const threshold = power(place, ladder.threshold);
  switch (ladder.step) {
    case 'warned':
      return warned(place, ladder, threshold);
    case 'shedding':
      return ladder.interruptsAt === null ? text.shedding(threshold) : text.sheddingUntil(threshold, deadline(place, ladder.interruptsAt));
    case 'interrupted':
    case 'waiting':
      return `${text.off[ladder.direction](threshold, clock(place, ladder.since))} ${backOn(place, ladder)}`;
    case 'restoring':
      return text.restoring;
    case 'below':
      return text.over(threshold);
  }
}

function warned(place: Place, { direction, interruptsAt, shedsAt, where }: Ladder, threshold: string): string {
  const { ladder: text } = place.words.attention;
  if (interruptsAt !== null) return text.warned[direction](threshold, deadline(place, interruptsAt));
  return where === 'gateway' && shedsAt !== null ? text.warnedSheds[direction](threshold, deadline(place, shedsAt)) : text.warnedMeter(threshold);
}

function backOn(place: Place, { where, restartsFrom }: Ladder): string {
  const { ladder: text } = place.words.attention;
  if (where === 'meter') return text.atMeter;
  const from = restartsFrom ?? null;
  return from !== null && from > place.now ? text.restartFrom(clock(place, from)) : text.offFirst;
}

/** An interruption is acknowledged first, then restarted by a second, deliberate act on the premises (E11). */
function ladderDeeds({ words, now }: Place, { id, step, acknowledged, where, restartsFrom }: Ladder): readonly Deed[] {
  const { ladder: text } = words.attention;
  const ask = (act: 'acknowledge' | 'restart'): Deed['does'] => ({ kind: 'ask', body: { kind: 'act', act: { kind: 'ladder', ladder: id, act } } });
  const locked = (restartsFrom ?? 0) > now;
  if (step === 'waiting' && where === 'gateway') return locked ? [] : [{ label: text.restart, does: ask('restart'), twice: text.restartAgain }];
  return acknowledged || step === 'restoring' ? [] : [{ label: step === 'below' ? words.understood : text.acknowledge, does: ask('acknowledge') }];
}

function eventSaid(place: Place, event: HomeEvent, phase: 'running' | 'ahead' | 'offered'): Said {
  const { attention, events } = place.words;
  const tone = isFirm(event) ? 'urgent' : 'offer';
  if (phase === 'running') return { tone, sentence: runningSaid(place, event), deeds: isFirm(event) ? [{ label: attention.event.show, does: SHOW }] : [optOut(place, event)] };
  const show: Deed = { label: phase === 'offered' ? attention.event.look : attention.event.show, does: SHOW };
  if (phase === 'ahead') return { tone, sentence: events.bannerAhead(events.demand[event.demand], place.titleOf(event.issuer), formatSpan(place.words, event.start - place.now)), deeds: [show] };
  return { tone, sentence: offerSaid(place, event), deeds: [show] };
}

/** "Using less for Grid Co until 19:00: 4.20 kW at most, 43 min left." */
export function runningSaid(place: Place, event: HomeEvent): string {
  const { events } = place.words;
  const figure = event.power === null ? '' : askedPower(place.words, event);
  return events.bannerLeft(events.banner[event.demand](place.titleOf(event.issuer), clock(place, event.end)), figure, events.left(formatSpan(place.words, event.end - place.now)));
}

function offerSaid(place: Place, event: HomeEvent): string {
  const { offered, offeredReward } = place.words.attention.event;
  const reward = rewardOf(place.words, event, place.currency);
  const [from, to] = [event.start - place.now < 12 * 3_600_000 ? clock(place, event.start) : moment(place, event.start), clock(place, event.end)];
  return reward === null ? offered(place.titleOf(event.issuer), from, to) : offeredReward(place.titleOf(event.issuer), reward, from, to);
}

const answer = (event: string, said: 'opt-out' | 'rejoin'): RequestBody => ({ kind: 'act', act: { kind: 'event-answer', event, answer: said } });

/** One tap; it can be taken back for ten seconds, and joined again as long as it runs. */
export const optOut = ({ words }: Place, { id }: HomeEvent): Deed => ({
  label: words.events.optOut,
  does: { kind: 'ask', body: answer(id, 'opt-out'), inverse: { said: words.override.done['opt-out'], body: answer(id, 'rejoin') } },
});

function noticeSaid(place: Place, { issuer, text, outage }: Notice): string {
  const { attention } = place.words;
  const said = attention.from(place.titleOf(issuer), text);
  if (outage === null) return said;
  const times = outage.cancelled ? attention.outageCancelled(moment(place, outage.start)) : attention.outage(moment(place, outage.start), clock(place, outage.end));
  return `${times} ${said}`;
}
