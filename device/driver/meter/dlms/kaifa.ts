import type { CosemObject } from './object.ts';
import type { CosemValue } from './value.ts';

const IDENTITY = ['1-1:0.2.129', '0-0:96.1.0', '0-0:96.1.7'].map(parse);
const POWERS = ['1-0:1.7.0', '1-0:2.7.0', '1-0:3.7.0', '1-0:4.7.0'].map(parse);
const THREE_PHASES = ['1-0:31.7.0', '1-0:51.7.0', '1-0:71.7.0', '1-0:32.7.0', '1-0:52.7.0', '1-0:72.7.0'].map(parse);
const ONE_PHASE = ['1-0:31.7.0', '1-0:32.7.0'].map(parse);
const HOURLY = ['0-0:1.0.0', '1-0:1.8.0', '1-0:2.8.0', '1-0:3.8.0', '1-0:4.8.0'].map(parse);

/** Lists 1, 2 and 3 of Kaifa's Norwegian meters (KFM_001), which hold values alone: how many there are tells which they are. */
const LISTS: readonly (readonly (readonly number[])[])[] = [
  POWERS.slice(0, 1),
  [...IDENTITY, ...POWERS, ...ONE_PHASE],
  [...IDENTITY, ...POWERS, ...THREE_PHASES],
  [...IDENTITY, ...POWERS, ...ONE_PHASE, ...HOURLY],
  [...IDENTITY, ...POWERS, ...THREE_PHASES, ...HOURLY],
];

/** Undefined for a list that is none of them. */
export function kaifaList(items: readonly CosemValue[]): readonly CosemObject[] | undefined {
  const codes = LISTS.find((list) => list.length === items.length);
  if (!codes || !items.every((value, n) => isOfKind(value, codes[n]))) return undefined;
  return items.map((value, n) => ({ code: codes[n] ?? null, value, scaler: null, unit: null }));
}

/** Names and the clock are bytes, all else is numbers. */
const isOfKind = (value: CosemValue, code: readonly number[] | undefined): boolean =>
  value.kind === (code && (IDENTITY.includes(code) || code === HOURLY[0]) ? 'bytes' : 'number');

function parse(obis: string): readonly number[] {
  return [...obis.split(/[-:.]/).map(Number), 255];
}
