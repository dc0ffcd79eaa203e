import { unknownSentence } from '#domain/meter/energyCells.ts';
import { flowsOf, parseUsage, type UsageFlow } from '#domain/meter/usage.ts';
import type { Interval } from '#domain/time/instant.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { fileBytes, textOf } from '../../../transport/file.ts';
import type { MeterFormat, MeterOptions, OpenedMeter } from '../meter.ts';
import { play } from '../play.ts';
import { expand, REPLAY_PERIOD } from './expand.ts';

/** A usage file of intervals (FORMATS, bill) played as the meter that counted them, every reading marked estimated. */
export const replay: MeterFormat = {
  name: 'replay',
  open(options): OpenedMeter {
    const text = textOf(fileBytes(options.meter), 'replay');
    const { columns = null, label = null, zone } = options;
    const usage = parseUsage(text, { columns, label, zone });
    const { flows } = flowsOf(usage);
    if (flows.length === 0) throw nothing(options.meter, unknownSentence(usage.unknown) ?? 'no line tells all its columns');
    const span = spanOf(flows, options);
    return {
      span,
      driver: (clock) => ({
        period: REPLAY_PERIOD,
        start: (...listeners) => play({ readings: expand(flows, span), dated: true, rejected: {} }, clock, ...listeners),
      }),
    };
  },
};

/** From the file's beginning to its end, unless told otherwise. @throws Refusal `replay-empty`. */
function spanOf(flows: readonly UsageFlow[], { meter, from, to }: MeterOptions): Interval {
  const [first, last] = [flows[0], flows.at(-1)];
  if (!first || !last) throw nothing(meter, 'no line tells all its columns');
  const span = { start: from ?? first.start, end: to ?? last.end };
  if (flows.some(({ start, end }) => start < span.end && end > span.start)) return span;
  const told = [first.start, last.end].map((at) => new Date(at).toISOString()).join(' to ');
  throw nothing(meter, `it tells of ${told}, which the wanted time lies outside`);
}

const nothing = (path: string, why: string): Refusal =>
  new Refusal({ id: 'replay-empty', message: `${path} has nothing to replay: ${why}.`, remedy: 'Check --from, --to and --columns.' }, 'nothing-valid');
