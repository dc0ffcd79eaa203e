import type { LimitKey } from '#domain/limit/limit.ts';
import type { Instant } from '#domain/time/instant.ts';
import { VOLTS, type LineName } from '../line.ts';
import { ALWAYS, type Portion } from '../owed.ts';
import type { Carried, Times, Utterance, Voice } from '../sender.ts';

export const OPERATOR = 'operator';
/** Whose heartbeats count. */
export const PEER = 'box';

/** What a word is about, as a limit signal names it, and the lines on which it obliges. */
export interface About {
  readonly direction: 'import' | 'export';
  readonly lines: readonly LineName[];
  readonly per?: 'phase';
  /** Left out = the whole connection. */
  readonly scope?: LimitKey['scope'];
  /** ms over which it is averaged. */
  readonly window?: number;
}

/** A value of a signal; A a phase, else W. */
export const valueOf = (value: number | null, { per }: About) => (value === null ? { kind: 'none' } : per ? { kind: 'limit', amps: value } : { kind: 'limit', w: value });

/** W to which a value obliges. */
const wattsOf = (value: number | null, { per }: About): number => (value === null ? Number.POSITIVE_INFINITY : per ? value * VOLTS : value);

/** What a value obliges to on each of its lines, from one virtual ms to another. */
export const portionsOf = (value: number | null, about: About, span: Pick<Portion, 'from' | 'until'> = ALWAYS): readonly Portion[] =>
  about.lines.map((line) => ({ line, w: wattsOf(value, about), ...span, ...(about.window === undefined ? {} : { window: about.window }) }));

type Body = Readonly<Record<string, unknown>>;

/** A limit signal of the operator's as a local carrier hands it on: what its sender does not say of time is stamped where it arrives. */
export const signal = (body: (wall: Instant) => Body): Carried => ({ event: (id, wall) => ({ kind: 'signal', id, signal: body(wall) }) });

export const headOf = ({ direction, per, scope = 'site', window }: About): Body => ({ source: OPERATOR, direction, scope, ...(per ? { per } : {}), ...(window === undefined ? {} : { window }) });

/** When a word holds that says so itself: of the years that are said here, always or never in a run. */
export const spanOf = ({ start = Number.NEGATIVE_INFINITY, end = Number.POSITIVE_INFINITY }: Times): Pick<Portion, 'from' | 'until'> => ({ from: start, until: end });

function malformed(about: About, sequence: number): readonly Carried[] {
  const whole = { ...headOf(about), start: 0, end: null };
  const values = [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e308, '4200', null, {}];
  const bodies: readonly unknown[] = [
    null, 7, 'limit', [], {}, { source: OPERATOR },
    ...values.map((number, n) => ({ ...whole, sequence: sequence + n, value: { kind: 'limit', w: number, amps: number } })),
    { ...whole, sequence: '1', value: { kind: 'none' } },
    { ...whole, sequence: sequence + 8, direction: 'sideways', value: { kind: 'none' } },
    { ...whole, sequence: sequence + 9, source: 'nobody', value: { kind: 'none' } },
  ];
  return bodies.map((body): Carried => ({ event: (id) => ({ kind: 'signal', id, signal: body }) }));
}

/** One value that holds from its arrival on. @param beats it proves by heartbeats that it is there. */
export function wordVoice(about: About, beats: boolean): Voice {
  return {
    renews: null,
    beat: (isOwn) => (beats ? { event: () => ({ kind: 'heartbeat', source: OPERATOR, peer: isOwn ? PEER : 'somebody-else' }) } : null),
    hold: () => null,
    malformed: (sequence) => malformed(about, sequence),
    word: (value, sequence, times = {}): Omit<Utterance, 'id'> => ({
      carried: signal((wall) => ({ ...headOf(about), sequence, value: valueOf(value, about), start: times.start ?? wall, end: times.end ?? null })),
      portions: portionsOf(value, about, spanOf(times)),
    }),
  };
}

const STEP_MS = 60_000;
/** Steps of a series: the value, a little more, a little less. Then it has run out. */
const STEPS: readonly number[] = [0, 300, -300];

/** A series of three minutes by the operator's own clock, sent anew each minute (OpenADR 3.1.1 User Guide 8.10.1). @param clock ms UTC and virtual ms. */
export function seriesVoice(about: About, clock: () => { readonly utc: number; readonly at: number }): Voice {
  const single = wordVoice(about, false);
  return {
    ...single,
    renews: STEP_MS,
    word(value, sequence, times) {
      if (times || value === null) return single.word(value, sequence, times);
      const { utc, at } = clock();
      const steps = STEPS.map((more, n) => ({ value: Math.max(0, value + more), from: n * STEP_MS, until: (n + 1) * STEP_MS }));
      return {
        carried: signal(() => ({ ...headOf(about), sequence, intervals: steps.map((step) => ({ value: valueOf(step.value, about), start: utc + step.from, end: utc + step.until })) })),
        portions: steps.flatMap((step) => portionsOf(step.value, about, { from: at + step.from, until: at + step.until })),
      };
    },
  };
}
