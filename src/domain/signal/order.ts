import { parseTimeText } from '../time/text.ts';
import type { Instant } from '../time/instant.ts';
import { watts, type Watts } from '../units/power.ts';
import { DEVICE_CLASSES, type Call, type Demand, type Firmness, type Target } from './call.ts';
import { hasOnly, isName, isRecord } from './claims.ts';
import { FURTHEST_AHEAD, LARGEST_POWER, LARGEST_TEXT, LONGEST_TEXT } from './bounds.ts';

type Body = Readonly<Record<string, unknown>>;
export type OrderRefusal = 'wrong-shape' | 'not-a-number' | 'negative' | 'too-large' | 'empty-interval' | 'expired' | 'too-far-ahead';

/** What an event or a dispatch asks, before the contract is looked at. */
export type Asked = Omit<Call, 'issuer'>;

const DEMANDS: readonly Demand[] = ['less-demand', 'more-demand', 'less-generation', 'more-generation'];
const FIRMNESSES: readonly Firmness[] = ['advisory', 'overridable', 'firm'];

/** An instant with its offset, ISO 8601; absent or null = `missing`. */
export function instantOf(value: unknown, missing: Instant | null): Instant | null | 'wrong-shape' {
  if (value === undefined || value === null) return missing;
  const time = typeof value === 'string' ? parseTimeText(value) : undefined;
  return time?.kind === 'instant' ? time.at : 'wrong-shape';
}

function targetOf(value: unknown): Target | undefined {
  if (value === undefined) return { kind: 'all' };
  if (!isRecord(value)) return undefined;
  if (value['kind'] === 'all') return { kind: 'all' };
  if (value['kind'] === 'circuit' && isName(value['circuit'])) return { kind: 'circuit', circuit: value['circuit'] };
  const known = value['kind'] === 'class' ? DEVICE_CLASSES.find((one) => one === value['class']) : undefined;
  return known && { kind: 'class', class: known };
}

/** W as a signal may say it; null = as far as it goes. */
export function powerOf(value: unknown): Watts | null | 'not-a-number' | 'negative' | 'too-large' {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'not-a-number';
  if (value < 0) return 'negative';
  return value > LARGEST_POWER ? 'too-large' : watts(value);
}

function rewardOf(value: unknown): Call['reward'] | 'wrong-shape' {
  if (value === undefined || value === null) return null;
  if (!isRecord(value)) return 'wrong-shape';
  const { micro, per } = value;
  return Number.isSafeInteger(micro) && (per === 'event' || per === 'kWh') ? { micro: Number(micro), per } : 'wrong-shape';
}

/** What no person reads, and JSON writes as six bytes each: control characters but line ends and tabs, and halves of surrogates. */
const UNREADABLE = /[^\P{Cc}\n\t]|\p{Cs}/u;

/** Bytes of a text as JSON in UTF-8. */
const bytesOf = (text: string): number => [...JSON.stringify(text)].reduce((sum, one) => sum + (one < '\u0080' ? 1 : one < '\u0800' ? 2 : one.length === 1 ? 3 : 4), 0);

const isReadable = (text: string): boolean => text.length <= LONGEST_TEXT && !UNREADABLE.test(text) && bytesOf(text) <= LARGEST_TEXT;

/** The sender's own words, null = none; undefined for what is no text, one too long, or one that nobody can read. */
export function textOf(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' && isReadable(value) ? value : undefined;
}

const FIELDS = ['id', 'demand', 'target', 'firmness', 'start', 'end', 'power', 'reward', 'text'];

/** Reads an event, or a dispatch: that is a firm event. `start` absent = now. */
export function readOrder(body: Body, kind: 'event' | 'dispatch', wall: Instant): Asked | OrderRefusal {
  if (!hasOnly(body, FIELDS)) return 'wrong-shape';
  const demand = DEMANDS.find((one) => one === body['demand']);
  const firmness = kind === 'dispatch' ? 'firm' : FIRMNESSES.find((one) => one === body['firmness']);
  const target = targetOf(body['target']);
  const [start, end] = [instantOf(body['start'], wall), instantOf(body['end'], null)];
  if (!isName(body['id']) || !demand || !firmness || !target || start === 'wrong-shape' || end === 'wrong-shape' || start === null || end === null) return 'wrong-shape';
  const power = powerOf(body['power']);
  if (typeof power === 'string') return power;
  const [reward, text] = [rewardOf(body['reward']), textOf(body['text'])];
  if (reward === 'wrong-shape' || text === undefined) return 'wrong-shape';
  return timesRefusal(start, end, wall) ?? { id: body['id'], demand, target, firmness, start, end, power, reward, text };
}

function timesRefusal(start: Instant, end: Instant, wall: Instant): 'empty-interval' | 'expired' | 'too-far-ahead' | null {
  if (end <= start) return 'empty-interval';
  if (end <= wall) return 'expired';
  return start > wall + FURTHEST_AHEAD ? 'too-far-ahead' : null;
}
