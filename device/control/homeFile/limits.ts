import * as v from 'valibot';
import { boxContacts, dimmingContact, generationRelays } from '#domain/limit/contact.ts';
import { REACTION, type G100Config } from '#domain/limit/g100.ts';
import type { ContactRow, LossProfile } from '#domain/limit/loss.ts';
import { dimmed, EVERY_KEY, failsafeImport, issuerSource, keysOf } from '#domain/limit/sources.ts';
import type { FixedLimit, LimitSource } from '#domain/limit/standing.ts';
import { SECOND } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { wiringEntries } from './relays.ts';

const name = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens'));
const contactName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,12}$/, 'the name of a contact'));
const power = v.pipe(v.number(), v.minValue(0), v.maxValue(10_000_000));
const amps = v.optional(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(10_000))), null);
const between = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const direction = v.picklist(['import', 'export']);
const scope = v.optional(v.picklist(['site', 'controllable']), 'site');
const key = v.strictObject({ direction, scope });
const keyed = v.strictObject({ direction, scope, w: power });
const keys = v.optional(v.pipe(v.array(key), v.minLength(1)), () => EVERY_KEY.map((one) => ({ ...one })));
const unit = v.strictObject({ kind: v.picklist(['heat-pump', 'cooling', 'charger', 'storage']), w: power });
/** Devices that are controllable in the sense of §14a EnWG. */
const units = v.optional(v.pipe(v.array(unit), v.maxLength(100)), []);

const heartbeat = v.strictObject({
  source: name,
  loss: v.literal('heartbeat'),
  peer: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(128))),
  scope: v.optional(v.picklist(['site', 'controllable']), 'controllable'),
  /** W in each direction that is limited; import by itself is what §14a leaves the units. */
  failsafe: v.optional(v.strictObject({ import: v.optional(v.nullable(power)), export: v.optional(v.nullable(power), null) }), {}),
  failsafeHours: v.optional(between(2, 24), 2),
  afterFailsafe: v.optional(v.picklist(['standard', 'protective']), 'protective'),
  units,
});
const schedule = v.strictObject({ source: name, loss: v.literal('schedule'), keys, subscriptions: v.pipe(v.array(keyed), v.minLength(1), v.maxLength(4)), units });
const contacts = v.strictObject({
  source: name,
  loss: v.literal('contacts'),
  /** W that a closed contact leaves; null lifts. */
  contacts: v.optional(v.record(contactName, v.strictObject({ direction, scope, w: v.nullable(power) })), {}),
  /** Rated W of generation behind the four relays K1..K4: 100, 60, 30 and 0 %. */
  generation: v.optional(v.nullable(power), null),
  /** The contact that dims by §14a EnWG. */
  dimming: v.optional(v.nullable(contactName), null),
  /** Four contacts of an FNN control box by their names, in place of K1..K4 and of a dimming contact. */
  box: v.optional(v.nullable(v.picklist(['fnn'])), null),
  ...wiringEntries,
  open: v.optional(v.picklist(['none', 'failsafe']), 'none'),
  failsafe: v.pipe(v.array(keyed), v.minLength(1), v.maxLength(4)),
  maxAgeSeconds: v.optional(between(1, 600), 60),
  debounceMs: v.optional(between(0, 60_000), 1_000),
  units,
});
const plain = v.strictObject({ source: name, loss: v.literal('none'), keys, units });

const source = v.variant('loss', [heartbeat, schedule, contacts, plain]);
type Source = v.InferOutput<typeof source>;

const agreement = v.pipe(
  v.strictObject({ name, direction, scope, w: power, windowSeconds: v.optional(v.nullable(v.pipe(between(1, 86_400), v.integer())), null), averaging: v.optional(v.picklist(['rolling', 'aligned']), 'rolling') }),
  v.check(({ windowSeconds, averaging }) => averaging === 'rolling' || (windowSeconds !== null && 3_600 % windowSeconds === 0), 'aligned windows are whole parts of an hour'),
);

/** Who may limit this home, what holds when they fall silent, and what is agreed for the connection. */
export const limitsSchema = v.strictObject({
  /** Contract and connection agreement: no signal lifts them. */
  agreements: v.optional(v.pipe(v.array(agreement), v.maxLength(8)), []),
  sources: v.optional(
    v.pipe(
      v.array(source),
      v.maxLength(16),
      v.check((sources) => new Set(sources.map((one) => one.source)).size === sources.length, 'two sources of one name'),
      v.check((sources) => sources.every((one) => one.source !== 'local'), 'local is the gateway’s own source'),
      v.check((sources) => sources.every(isWiredRight), 'an input is wired to a contact that says nothing'),
    ),
    [],
  ),
  /** GB, ENA G100: maximum import and export of the connection agreement, W, or A a phase. */
  g100: v.optional(v.strictObject({ import: v.optional(v.nullable(power), null), export: v.optional(v.nullable(power), null), importAmps: amps, exportAmps: amps, reactionSeconds: v.optional(between(1, 60), REACTION / 1_000) }), {}),
});
export type LimitsSection = v.InferOutput<typeof limitsSchema>;

const inWatts = <Row extends { readonly w: number }>(rows: readonly Row[]) => rows.map((row) => ({ ...row, w: watts(row.w) }));
const unitsOf = (raw: Source['units']) => raw.map(({ kind, w }) => ({ kind, power: watts(w) }));

function rowsOf({ contacts: named, generation, dimming, box, units: raw }: v.InferOutput<typeof contacts>): readonly ContactRow[] {
  const rows = Object.entries(named).map(([contact, { w, ...rest }]): ContactRow => ({ contact, ...rest, value: w === null ? { kind: 'none' } : { kind: 'limit', w: watts(w) } }));
  if (box !== null) return [...rows, ...boxContacts(failsafeImport(unitsOf(raw)), generation === null ? null : watts(generation))];
  const relays = generation === null ? [] : generationRelays(watts(generation));
  return [...rows, ...relays, ...(dimming === null ? [] : [dimmingContact(dimming, failsafeImport(unitsOf(raw)))])];
}

function lossOf(raw: Source): LossProfile {
  switch (raw.loss) {
    case 'heartbeat': {
      const { import: importW = failsafeImport(unitsOf(raw.units)), export: exportW } = raw.failsafe;
      const failsafe = { import: importW === null ? null : watts(importW), export: exportW === null ? null : watts(exportW) };
      return { kind: 'lpc', peer: raw.peer ?? raw.source, scope: raw.scope, failsafe, failsafeDuration: raw.failsafeHours * 3_600, afterFailsafe: raw.afterFailsafe };
    }
    case 'schedule':
      return { kind: 'schedule', subscriptions: inWatts(raw.subscriptions) };
    case 'contacts':
      return { kind: 'contact', rows: rowsOf(raw), open: raw.open, failsafe: inWatts(raw.failsafe), maxAge: raw.maxAgeSeconds * 1_000, debounce: raw.debounceMs };
    case 'none':
      return { kind: 'none' };
  }
}

function sourceOf(raw: Source): LimitSource {
  const loss = lossOf(raw);
  return dimmed(issuerSource(raw.source, 'keys' in raw ? raw.keys : keysOf(loss), loss), unitsOf(raw.units));
}

/** A wire of a contact that means nothing would make every reading none. */
const isWiredRight = (raw: Source): boolean => raw.loss !== 'contacts' || [...Object.keys(raw.inputs), ...raw.normallyClosed].every((wire) => rowsOf(raw).some(({ contact }) => contact === wire));

/** Sources of contacts, with their wires. */
export const contactsOf = ({ sources }: LimitsSection) => sources.filter((one) => one.loss === 'contacts');

/** The sources of a home file, as the limit machine takes them. */
export const sourcesOf = ({ sources }: LimitsSection): readonly LimitSource[] => sources.map(sourceOf);

export const schemesOf = ({ g100 }: LimitsSection): readonly G100Config[] =>
  (['import', 'export'] as const).flatMap((side): G100Config[] => {
    const [w, perPhase] = side === 'import' ? [g100.import, g100.importAmps] : [g100.export, g100.exportAmps];
    return w === null && perPhase === null ? [] : [{ direction: side, w: w === null ? null : watts(w), amps: perPhase, reaction: g100.reactionSeconds * 1_000 }];
  });

/** A fuse whose phases are known also bounds the power in total, for meters that show no phases. */
export function fixedOf({ agreements }: LimitsSection, fuse: { readonly amps: number; readonly volts: number; readonly phases: 1 | 3 | null } | null): readonly FixedLimit[] {
  const agreed = agreements.map(({ name: known, w, windowSeconds, averaging, ...rest }): FixedLimit => ({ ...rest, source: known, origin: 'contract', w: watts(w), ...(windowSeconds === null ? {} : { window: windowSeconds * SECOND, averaging }) }));
  if (!fuse || fuse.phases === null) return agreed;
  const w = watts(fuse.amps * fuse.volts * fuse.phases);
  return [...agreed, ...(['import', 'export'] as const).map((side): FixedLimit => ({ direction: side, scope: 'site', source: 'main-fuse', origin: 'fuse', w }))];
}
