import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Pause } from '#domain/follow/pause.ts';
import { initialFollowState } from '#domain/follow/machine.ts';
import { initialGuardState } from '#domain/guard/machine.ts';
import { initialLadderState } from '#domain/ladder/state.ts';
import type { EventRest } from '#domain/signal/rest.ts';
import { replaceDurably } from '../durableFile.ts';
import { fileFault } from '../fileFault.ts';

const most = v.nullable(v.pipe(v.number(), v.safeInteger()));
const minute = v.pipe(v.number(), v.minValue(0), v.maxValue(1_440));
const windows = v.array(v.object({ days: v.nullable(v.array(v.number())), from: minute, to: minute }));
const restSchema = v.object({ mostPerDay: most, mostPerWeek: most, quiet: windows });
const instant = v.pipe(v.number(), v.safeInteger());
const pauseSchema = v.object({ until: v.nullable(instant), started: v.optional(instant), lease: v.optional(v.object({ boot: v.string(), until: v.number() })) });
const rungSchema = v.object({
  step: v.picklist(['interrupted', 'waiting']),
  since: instant,
  acknowledged: v.boolean(),
  over: v.number(),
  under: v.number(),
  left: v.number(),
  trips: v.array(v.number()),
  cause: v.picklist(['start', 'over', 'below', 'time', 'breaker', 'person', 'restart']),
});
const generation = v.optional(v.nullable(v.number()), null);
/** Earlier versions wrote down no hours and no generation. */
const schema = v.object({ rest: v.nullable(restSchema), pause: v.nullable(pauseSchema), hours: v.optional(v.nullable(windows), null), generation, rungs: v.record(v.string(), rungSchema) });
const statesSchema = v.object({
  signals: v.optional(v.object({ rest: v.optional(restSchema), restLost: v.optional(v.boolean()) })),
  follow: v.optional(v.object({ pause: v.nullable(pauseSchema), hours: v.optional(windows) })),
  guard: v.optional(v.object({ generation })),
  ladder: v.optional(v.object({ rungs: v.record(v.string(), v.unknown()) })),
});

type Said = v.InferOutput<typeof schema>;

/** What the household has said in the machines' states; null where they say nothing readable of it. */
function saidIn(states: Readonly<Record<string, unknown>>): Said | null {
  const { success, output } = v.safeParse(statesSchema, states);
  // A rest that was lost is not overwritten by its lack.
  if (!success || output.signals?.restLost) return null;
  const waiting = Object.entries(output.ladder?.rungs ?? {}).filter(([, rung]) => v.is(rungSchema, rung));
  return v.parse(schema, { rest: output.signals?.rest ?? null, pause: output.follow?.pause ?? null, hours: output.follow?.hours ?? null, generation: output.guard?.generation ?? null, rungs: Object.fromEntries(waiting) });
}

/** What changes by time alone is no news. */
const newsIn = ({ rest, pause, hours, generation: watts, rungs }: Said): string => JSON.stringify([rest, pause?.until ?? pause, hours, watts, Object.entries(rungs).map(([id, { step }]) => [id, step])]);

/** What people of the home have refused and stopped, on paper of its own: lost slots do not undo it. */
export class Household {
  private said: Said | null;

  /** @param log told when the file can be neither read nor written. */
  constructor(
    private readonly path: string,
    private readonly log: (line: string) => void,
  ) {
    this.said = this.read();
  }

  /** Null = it is not known any more. */
  get rest(): EventRest | null {
    return this.said && (this.said.rest ?? { mostPerDay: null, mostPerWeek: null, quiet: [] });
  }

  /** States that go on where those of the machines were lost. */
  get states(): Readonly<Record<string, unknown>> {
    const { pause = null, hours = null, generation: watts = null, rungs = {} } = this.said ?? {};
    return {
      ...(pause || hours ? { follow: { ...initialFollowState, pause: pause as Pause | null, ...(hours && { hours }) } } : {}),
      ...(watts === null ? {} : { guard: { ...initialGuardState, generation: watts } }),
      ...(Object.keys(rungs).length > 0 ? { ladder: { ...initialLadderState, rungs } } : {}),
    };
  }

  /** Writes down what is new in the machines' states. */
  keep(states: Readonly<Record<string, unknown>>): void {
    const said = saidIn(states);
    if (!said || (this.said && newsIn(this.said) === newsIn(said))) return;
    try {
      replaceDurably(this.path, JSON.stringify(said));
      this.said = said;
    } catch (error) {
      this.log(`What the household wants cannot be written to ${this.path}: ${fileFault(error)}.`);
    }
  }

  private read(): Said | null {
    try {
      return v.parse(schema, JSON.parse(readFileSync(this.path, 'utf8')));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) this.log(`What the household wants cannot be read from ${this.path}: ${fileFault(error)}.`);
      return null;
    }
  }
}
