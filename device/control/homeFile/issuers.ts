import * as v from 'valibot';
import { DEVICE_CLASSES } from '#domain/signal/call.ts';
import type { LimitSource } from '#domain/limit/standing.ts';
import { KINDS, type Contract } from '#domain/signal/contract.ts';
import { holdSource } from '#domain/signal/hold.ts';
import type { OperatorBroker } from '../../channel.ts';
import { publicKeyOf, type PublicJwk } from '../../signal/keys.ts';

const MINUTE = 60_000;
/** Names of the gateway's own clients at its broker. */
const TAKEN = ['house', 'control', 'planner', 'device', 'local'];
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const name = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens'), v.check((text) => !TAKEN.includes(text), 'a name that the gateway uses itself'));
const audience = v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/, 'letters, digits, dot, colon and hyphen'));
const number = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const minutes = (most: number) => number(0, most);
const part = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, '32 bytes in base64url'));
const kid = v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/, 'the id of a key'));

const isKey = (jwk: PublicJwk): boolean => {
  try {
    return publicKeyOf(jwk).type === 'public';
  } catch {
    return false;
  }
};

/** A public key (RFC 7517), and whether it may only ask for less. */
const key = v.strictObject({
  jwk: v.pipe(
    v.variant('kty', [v.strictObject({ kty: v.literal('OKP'), crv: v.literal('Ed25519'), x: part, kid }), v.strictObject({ kty: v.literal('EC'), crv: v.literal('P-256'), x: part, y: part, kid })]),
    v.check(isKey, 'no key of that curve'),
  ),
  may: v.optional(v.picklist(['all', 'tighten']), 'all'),
});

const timeOfDay = v.pipe(
  v.string(),
  v.regex(/^(?:([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time such as "17:30"'),
  v.transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))),
);
export const windowSchema = v.pipe(
  v.strictObject({ days: v.optional(v.pipe(v.array(v.picklist(DAYS)), v.minLength(1))), from: timeOfDay, to: timeOfDay }),
  v.transform(({ days, from, to }) => ({ days: days?.map((day) => DAYS.indexOf(day) + 1) ?? null, from, to })),
);

/** An operator that may send signals, and what is agreed with it (docs/formats/signals.md). */
const issuer = v.strictObject({
  name,
  title: v.optional(v.pipe(v.string(), v.maxLength(80))),
  keys: v.pipe(v.array(key), v.minLength(1), v.maxLength(8)),
  /** SHA-256, hex, of the secret with which it comes to the gateway's broker; without it, it has another way in. */
  secretSha256: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'SHA-256 in hex'))), null),
  /** The operator's own broker, to which this home goes: where the operator cannot come to the home. */
  broker: v.optional(
    v.nullable(
      v.strictObject({
        url: v.pipe(v.string(), v.maxLength(300), v.regex(/^mqtts?:\/\/[^\s/@]+\/?$/, 'mqtt:// or mqtts:// and a host')),
        user: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
        password: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
      }),
    ),
    null,
  ),
  audience: v.optional(v.pipe(v.array(audience), v.minLength(1), v.maxLength(16)), ['home']),
  kinds: v.pipe(v.array(v.picklist(KINDS)), v.minLength(1)),
  limits: v.optional(v.array(v.strictObject({ direction: v.picklist(['import', 'export']), scope: v.picklist(['site', 'controllable']) })), []),
  demands: v.optional(v.array(v.picklist(['less-demand', 'more-demand', 'less-generation', 'more-generation'])), []),
  windows: v.optional(v.nullable(v.pipe(v.array(windowSchema), v.minLength(1), v.maxLength(32))), null),
  longestMinutes: v.optional(minutes(24 * 60), 240),
  recoveryMinutes: v.optional(v.nullable(minutes(7 * 24 * 60)), null),
  mostPerDay: v.optional(v.nullable(number(0, 48)), null),
  mostPerYear: v.optional(v.nullable(number(0, 500)), null),
  firmness: v.optional(v.picklist(['advisory', 'overridable', 'firm']), 'advisory'),
  enrolled: v.optional(v.boolean(), false),
  basis: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(200))), null),
  longestHoldMinutes: v.optional(minutes(24 * 60), 120),
  holdOnlyAfterOutage: v.optional(v.boolean(), true),
  /** The household's standing consent to use more: W a call, Wh a day. */
  increase: v.optional(v.nullable(v.strictObject({ power: number(0, 100_000), energyPerDay: number(0, 1_000_000) })), null),
  /** In the currency per kWh. */
  prices: v.optional(v.strictObject({ least: number(-100, 100), most: number(-100, 100) }), { least: -2, most: 5 }),
});
type Issuer = v.InferOutput<typeof issuer>;

const areDifferent = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** Who may send signals to this home: at most sixteen, each by a name and keys of its own. */
export const issuersSchema = v.pipe(
  v.array(issuer),
  v.maxLength(16),
  v.check((issuers) => areDifferent(issuers.map((one) => one.name)), 'two issuers of one name'),
  v.check((issuers) => areDifferent(issuers.flatMap(({ keys }) => keys.map(({ jwk }) => jwk.kid))), 'two keys of one id'),
);
export type Issuers = v.InferOutput<typeof issuersSchema>;

const deviceIds = v.array(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'the id of a device')));
/** What calls may be about: the class of a device where its kind does not say it, and circuits by name. */
export const classesSchema = v.record(v.string(), v.picklist(DEVICE_CLASSES));
export const circuitsSchema = v.record(audience, deviceIds);

/** What is agreed, as the signals machine enforces it and the page shows it: no keys, no secrets. */
export const contractOf = ({ name: known, title, audience: names, kinds, limits, demands, windows, ...terms }: Issuer): Contract => ({
  issuer: known,
  title: title ?? known,
  audience: names,
  kinds,
  limits,
  demands,
  windows,
  longest: terms.longestMinutes * MINUTE,
  recovery: terms.recoveryMinutes === null ? null : terms.recoveryMinutes * MINUTE,
  mostPerDay: terms.mostPerDay,
  mostPerYear: terms.mostPerYear,
  firmness: terms.firmness,
  enrolled: terms.enrolled,
  basis: terms.basis,
  longestHold: terms.longestHoldMinutes * MINUTE,
  holdOnlyAfterOutage: terms.holdOnlyAfterOutage,
  increase: terms.increase,
  prices: terms.prices,
});

/** Brokers of operators that this home goes to. */
export const brokersOf = (issuers: Issuers): OperatorBroker[] => issuers.flatMap(({ name: issuerName, broker }) => (broker ? [{ issuer: issuerName, ...broker }] : []));

/** Issuers as sources of limits: for the keys that are agreed, and their holds as sources of their own. */
export const limitSourcesOf = (issuers: Issuers): LimitSource[] =>
  issuers.flatMap(({ name: source, kinds, limits }): LimitSource[] => [
    ...(kinds.includes('limit') ? [{ source, keys: limits }] : []),
    ...(kinds.includes('hold') ? [{ source: holdSource(source), keys: [{ direction: 'import', scope: 'controllable' } as const] }] : []),
  ]);
