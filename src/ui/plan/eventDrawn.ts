import { svg, type TemplateResult } from 'lit';
import type { HomeEvent, PlanAct } from '#wire/message/bodies.ts';
import { verbOf } from '../format/act.ts';
import { actsBefore, actsDuring } from '../format/eventActs.ts';
import type { Words } from '../text/en.ts';

/** What people still take part in, or may: what they have skipped or left is no part of the plan. */
export const isAhead = ({ status, end }: HomeEvent, now: number): boolean => now < end && (status === 'offered' || status === 'joined' || status === 'scheduled' || status === 'running');

export interface EventPlace {
  readonly words: Words;
  readonly acts: readonly PlanAct[];
  readonly nameOf: (device: string) => string;
  readonly now: number;
  /** An instant as it is said after another. */
  readonly near: (at: number, after: number) => string;
}

/** "Use less 17:00–19:00. Before it: Battery charges 14:30–16:00. Meanwhile: Battery waits 17:00–19:00." (U27) */
export function eventSaid({ words, acts, nameOf, now, near }: EventPlace, event: HomeEvent): string {
  const { events, plan, language } = words;
  const said = (one: PlanAct): string => events.act(plan.act[verbOf(one.policy)](nameOf(one.device)), near(one.interval.start, event.start), near(one.interval.end, one.interval.start));
  const part = (title: string, of: readonly PlanAct[]): readonly string[] => (of.length === 0 ? [] : [`${title}: ${new Intl.ListFormat(language.tag).format(of.map(said))}.`]);
  const window = `${events.act(events.demand[event.demand], near(event.start, now), near(event.end, event.start))}.`;
  return [window, ...part(events.before, actsBefore(event, acts)), ...part(events.during, actsDuring(event, acts))].join(' ');
}

export interface EventLanes {
  readonly words: Words;
  readonly acts: readonly PlanAct[];
  readonly x: (at: number) => number;
  /** Of the whole drawing. */
  readonly width: number;
  readonly height: number;
  /** Of the acts in a device's lane; NaN where it has none. */
  readonly top: (device: string) => number;
}

/** Farther right than this its name stands to the left of its end. */
const RIGHT = 0.6;

/** The time of the event over all lanes, and in the lane of each of its devices one frame from what prepares it to its end. */
export function drawEvent({ words, acts, x, width, height, top }: EventLanes, event: HomeEvent): TemplateResult<2> {
  const [from, to] = [x(event.start), x(event.end)];
  const isRight = from > width * RIGHT;
  const frames = event.devices.flatMap((device) => {
    const y = top(device);
    if (Number.isNaN(y)) return [];
    const begins = x(Math.min(event.start, ...actsBefore(event, acts).flatMap((act) => (act.device === device ? [act.interval.start] : []))));
    return [svg`<rect class="event-frame" x=${begins.toFixed(1)} y=${y - 4} width=${Math.max(2, to - begins).toFixed(1)} height="20" rx="6"></rect>`];
  });
  return svg`<rect class="event" x=${from.toFixed(1)} y="0" width=${Math.max(2, to - from).toFixed(1)} height=${height}></rect>
    ${frames}
    <text class="event-name" x=${(isRight ? to : from).toFixed(1)} y="14" text-anchor=${isRight ? 'end' : 'start'}>${words.events.demand[event.demand]}</text>`;
}
