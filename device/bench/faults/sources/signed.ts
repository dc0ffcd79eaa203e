import type { Contract } from '#domain/signal/contract.ts';
import { keyBook } from '../../../signal/keys.ts';
import { newKey, publicJwk, signJws } from '../../../signal/sign.ts';
import { ALWAYS } from '../owed.ts';
import type { Carried, Voice } from '../sender.ts';
import { OPERATOR, portionsOf, spanOf, type About } from './voices.ts';

const HOUR = 3_600_000;
const HOLD_MS = 600_000;
const SECONDS_A_DAY = 86_400;

const KEY = newKey('operator-1');
const STRANGER = newKey('stranger-1');

/** The operator's key; no other is known here. */
export const KEYS = keyBook([{ name: OPERATOR, keys: [{ jwk: publicJwk(KEY), may: 'all' }] }]);

/** What is agreed: limits of the whole import, and holds after an outage (E6). */
export const CONTRACT: Contract = {
  issuer: OPERATOR, title: 'Operator', audience: ['home'],
  kinds: ['limit', 'heartbeat', 'hold', 'release'],
  limits: [{ direction: 'import', scope: 'site' }],
  demands: [], windows: null, longest: HOUR, recovery: null, mostPerDay: null, mostPerYear: null, firmness: 'firm', enrolled: false, basis: null,
  longestHold: 2 * HOUR, holdOnlyAfterOutage: true, increase: null, prices: { least: -1, most: 1 },
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** Signed by the operator's key, over claims by the operator's own clock. @param utc ms UTC. */
export function signedVoice(about: About, clock: () => { readonly utc: number; readonly at: number }): Voice {
  let written = 0;
  const claims = (kind: string, sequence: number, body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
    const iat = Math.floor(clock().utc / 1_000);
    written += 1;
    return { iss: OPERATOR, aud: 'home', iat, exp: iat + SECONDS_A_DAY, jti: `j${written}`, seq: sequence, kind, ...body };
  };
  const limit = (w: number | null, sequence: number, start?: number, end?: number): Readonly<Record<string, unknown>> =>
    claims('limit', sequence, { direction: about.direction, scope: 'site', w, ...(start === undefined ? {} : { start: yearOf(start) }), ...(end === undefined ? {} : { end: yearOf(end) }) });
  const said = (what: unknown, key = KEY): Carried => ({ jws: signJws(what, key) });
  return {
    renews: null,
    beat: (isOwn) => (isOwn ? null : said(limit(null, 1_000_000), STRANGER)),
    word: (w, sequence, times) => ({ carried: said(limit(w, sequence, times?.start, times?.end)), portions: portionsOf(w, about, spanOf(times ?? {})) }),
    hold(isOn, sequence) {
      const until = clock().utc + HOLD_MS;
      const span = isOn ? { from: Number.NEGATIVE_INFINITY, until: clock().at + HOLD_MS } : ALWAYS;
      return { carried: said(isOn ? claims('hold', sequence, { until: iso(until) }) : claims('release', sequence, {})), portions: [{ line: 'controllable', w: isOn ? 0 : Number.POSITIVE_INFINITY, ...span }] };
    },
    malformed: (sequence) => [...broken(said(limit(null, sequence))), ...wrong(sequence, claims, limit).map((one) => said(one))],
  };
}

/** The year 1 cannot be written by `toISOString` as a sender would. */
const yearOf = (ms: number): string => (ms < 0 ? '0001-01-01T00:00:00Z' : iso(ms));

/** A good signature, and then a letter elsewhere, a part too few, another algorithm, nothing. */
function broken(carried: Carried): readonly Carried[] {
  if (!('jws' in carried)) return [];
  const { jws } = carried;
  const [head = '', payload = '', signature = ''] = jws.split('.');
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  return [`${head}.${payload}`, `${head}.${payload.slice(1)}.${signature}`, `${head}.${payload}.${signature.slice(0, -2)}AA`, `${unsigned}.${payload}.`, '', '{}'].map((text): Carried => ({ jws: text }));
}

type Claims = (kind: string, sequence: number, body: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
type LimitClaims = (w: number | null, sequence: number) => Readonly<Record<string, unknown>>;

/** Well signed, and wrong; the last are of a right form, so that their numbers would count: they are under a number that was used. */
const wrong = (sequence: number, claims: Claims, limit: LimitClaims): readonly unknown[] => [
  null, 7, [], {},
  { ...limit(null, sequence), seq: '7' },
  { ...limit(null, sequence), iat: -1 },
  { ...limit(null, sequence), iss: 'somebody' },
  { ...limit(null, sequence), aud: 'elsewhere' },
  { ...limit(null, sequence), kind: 'free' },
  ...[-1, '4200', {}, [], true].map((w) => ({ ...limit(null, 0), w })),
  claims('hold', 0, { until: 'soon' }),
];
