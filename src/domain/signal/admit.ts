import type { Instant } from '../time/instant.ts';
import { hasOnly, isRecord } from './claims.ts';
import type { Contract } from './contract.ts';
import { instantOf, powerOf } from './order.ts';

type Body = Readonly<Record<string, unknown>>;

/** What the limit machine reads; `start` and `end` ms UTC. */
export interface LimitSignal {
  readonly source: string;
  readonly sequence: number;
  readonly direction: 'import' | 'export';
  readonly scope: 'site' | 'controllable';
  readonly value: { readonly kind: 'none' } | { readonly kind: 'limit'; readonly w: number };
  readonly start: Instant;
  readonly end: Instant | null;
}

export type AdmitRefusal = 'wrong-shape' | 'not-a-number' | 'negative' | 'too-large' | 'not-contracted' | 'key-may-not' | 'no-outage' | 'expired';

/** A limit in force, as far as it is looked at here. */
export interface InForce {
  readonly source: string;
  readonly direction: string;
  readonly scope: string;
  readonly value: { readonly kind: 'none' } | { readonly kind: 'limit'; readonly w: number };
  readonly end: number | null;
}

/** Holds are words of a source of their own: a release leaves the issuer's other limits as they are. */
export const holdSource = (issuer: string): string => `${issuer}/hold`;

const LIMIT_FIELDS = ['direction', 'scope', 'w', 'start', 'end'];

/** `{direction, scope, w: W or null for none, start?, end?}` as the limit machine takes it; that judges the rest. */
export function readLimit(body: Body, { issuer, limits }: Contract, sequence: number, wall: Instant): LimitSignal | AdmitRefusal {
  const { direction, scope } = body;
  if ((direction !== 'import' && direction !== 'export') || (scope !== 'site' && scope !== 'controllable') || body['w'] === undefined || !hasOnly(body, LIMIT_FIELDS)) return 'wrong-shape';
  const [start, end] = [instantOf(body['start'], wall), instantOf(body['end'], null)];
  if (start === 'wrong-shape' || start === null || end === 'wrong-shape') return 'wrong-shape';
  const w = powerOf(body['w']);
  if (typeof w === 'string') return w;
  if (!limits.some((key) => key.direction === direction && key.scope === scope)) return 'not-contracted';
  return { source: issuer, sequence, direction, scope, value: w === null ? { kind: 'none' } : { kind: 'limit', w }, start, end };
}

/** Whether a limit may be sent by a key that only tightens: not `none`, and nothing looser than what it replaces. */
export function onlyTightens({ source, direction, scope, value, end }: LimitSignal, limits: readonly InForce[]): boolean {
  if (value.kind === 'none') return false;
  const replaced = limits.filter((one) => one.source === source && one.direction === direction && one.scope === scope);
  return replaced.every((one) => one.value.kind === 'none' || (value.w <= one.value.w && (end === null || (one.end !== null && end >= one.end))));
}

/** Everything that can be held stays off, at the longest for the time agreed (E6). `{until?}`. */
export function readHold(body: Body, { issuer, longestHold }: Contract, sequence: number, wall: Instant): LimitSignal | AdmitRefusal {
  const until = instantOf(body['until'], null);
  if (until === 'wrong-shape') return 'wrong-shape';
  const longest = (wall + longestHold) as Instant;
  const end = until === null || until > longest ? longest : until;
  if (end <= wall) return 'expired';
  return { ...held(issuer, sequence, wall), value: { kind: 'limit', w: 0 }, end };
}

export const release = (issuer: string, sequence: number, wall: Instant): LimitSignal => ({ ...held(issuer, sequence, wall), value: { kind: 'none' }, end: null });

const held = (issuer: string, sequence: number, start: Instant) => ({ source: holdSource(issuer), sequence, direction: 'import', scope: 'controllable', start }) as const;

/** `{event}` of a cancel, `{key}` of a revocation: a name; undefined for anything else. */
export const nameIn = (body: unknown, field: string): string | undefined => {
  const value = isRecord(body) ? body[field] : undefined;
  return typeof value === 'string' && value.length <= 64 ? value : undefined;
};
