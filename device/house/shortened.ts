import type { StateName } from '#wire/topics.ts';

/** What operators can fill with their words and limits, and at which end a list of it is the least missed: calls begin with the oldest, the others with the first to know. */
const SHORTENED: Partial<Readonly<Record<StateName, 'front' | 'back'>>> = { limit: 'back', events: 'front', notices: 'back' };
/** Characters of a sender's words that are left where all of them do not fit. */
const TEXT_LEFT = 80;

type Fits = (body: unknown) => boolean;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same entries with their `text` cut. */
function cutTexts(body: unknown): unknown {
  if (!Array.isArray(body)) return body;
  return body.map((entry: unknown): unknown => {
    const text = isRecord(entry) ? entry['text'] : undefined;
    return isRecord(entry) && typeof text === 'string' && text.length > TEXT_LEFT ? { ...entry, text: `${[...text].slice(0, TEXT_LEFT).join('')}…` } : entry;
  });
}

const half = (list: readonly unknown[], end: 'front' | 'back'): readonly unknown[] => (end === 'front' ? list.slice(Math.ceil(list.length / 2)) : list.slice(0, Math.floor(list.length / 2)));

/** The body itself where it is a list, or its longest list, halved; undefined where none is left. */
function halved(body: unknown, end: 'front' | 'back'): unknown {
  if (Array.isArray(body)) return body.length > 0 ? half(body, end) : undefined;
  if (!isRecord(body)) return undefined;
  const [name, list] = Object.entries(body).flatMap(([key, value]): [string, unknown[]][] => (Array.isArray(value) ? [[key, value]] : [])).reduce<[string, unknown[]]>((most, one) => (one[1].length > most[1].length ? one : most), ['', []]);
  return list.length > 0 ? { ...body, [name]: half(list, end) } : undefined;
}

/** A body that fits one message: the senders' words are cut first, then lists lose what is least missed. Undefined for bodies that make sense only whole. */
export function shortened(name: StateName, body: unknown, fits: Fits): unknown {
  const end = SHORTENED[name];
  if (!end) return undefined;
  for (let next: unknown = cutTexts(body); next !== undefined; next = halved(next, end)) if (fits(next)) return next;
  return undefined;
}
