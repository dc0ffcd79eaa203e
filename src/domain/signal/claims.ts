import { HOUR, MINUTE, type Instant } from '../time/instant.ts';
import { KINDS, type SignalKind } from './contract.ts';

/** The claims of a signed message, read. Instants ms UTC. */
export interface Claims {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly issuedAt: Instant;
  readonly notBefore: Instant | null;
  readonly expires: Instant;
  readonly jti: string;
  readonly sequence: number;
  readonly kind: SignalKind;
  /** Fields of the kind, unread. */
  readonly body: Readonly<Record<string, unknown>>;
}

export type ClaimsRefusal = 'wrong-shape' | 'unknown-kind' | 'lives-too-long';

/** A message may be good for at most this long (reliability 2.6). */
export const LONGEST_LIFE = 24 * HOUR;
/** How far the clocks of sender and home may be apart (reliability 2.6). */
export const SKEW = 5 * MINUTE;
const MOST_AUDIENCES = 32;
/** Seconds since 1970 beyond which a number is no time of this century. */
const LAST_SECOND = 4_102_444_800;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isName = (value: unknown, longest = 64): value is string => typeof value === 'string' && value.length <= longest && /^[\w.:-]+$/.test(value);

/** Whether an object has no fields but these: what would be left unread is not accepted. */
export const hasOnly = (body: Readonly<Record<string, unknown>>, fields: readonly string[]): boolean => Object.keys(body).every((field) => fields.includes(field));

/** NumericDate of RFC 7519 in seconds; undefined for anything else. */
const dateOf = (value: unknown): Instant | undefined =>
  typeof value === 'number' && value >= 0 && value <= LAST_SECOND ? (Math.floor(value * 1_000) as Instant) : undefined;

function audienceOf(value: unknown): readonly string[] | undefined {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  return names.length > 0 && names.length <= MOST_AUDIENCES && names.every((name) => isName(name)) ? (names as readonly string[]) : undefined;
}

/** Reads the payload of a message whose signature was good. */
export function readClaims(raw: unknown): Claims | ClaimsRefusal {
  if (!isRecord(raw)) return 'wrong-shape';
  const { iss, aud, iat, nbf, exp, jti, seq, kind, ...body } = raw;
  const [issuedAt, expires, audience] = [dateOf(iat), dateOf(exp), audienceOf(aud)];
  const notBefore = nbf === undefined ? null : dateOf(nbf);
  if (!isName(iss) || !isName(jti) || audience === undefined || issuedAt === undefined || expires === undefined || notBefore === undefined) return 'wrong-shape';
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0) return 'wrong-shape';
  if (expires <= issuedAt) return 'wrong-shape';
  if (expires - issuedAt > LONGEST_LIFE) return 'lives-too-long';
  const known = KINDS.find((one) => one === kind);
  return known ? { issuer: iss, audience, issuedAt, notBefore, expires, jti, sequence: seq, kind: known, body } : 'unknown-kind';
}

/** Why a message is not of this time, by a clock that is believed; null when it is. */
export function timeRefusal({ issuedAt, notBefore, expires }: Claims, wall: Instant): 'message-expired' | 'not-yet-valid' | null {
  if (wall >= expires + SKEW) return 'message-expired';
  return Math.max(issuedAt, notBefore ?? issuedAt) > wall + SKEW ? 'not-yet-valid' : null;
}
