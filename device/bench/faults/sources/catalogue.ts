import type { LpcLoss } from '#domain/limit/loss.ts';
import { holdSource } from '#domain/signal/hold.ts';
import { watts } from '#domain/units/power.ts';
import { ContactCreed, HeartbeatCreed, WordCreed } from '../creeds.ts';
import { Operator } from '../operator.ts';
import { CONSUMING, GENERATING, THREE_PHASES } from '../plant.ts';
import type { AfterFailsafe, Source, Surroundings, Words } from '../source.ts';
import type { Voice } from '../sender.ts';
import { CONTACT_AGE_MS, CONTACT_FAILSAFE_W, ContactBox, CONTACTS } from './contactBox.ts';
import { CONTRACT, signedVoice } from './signed.ts';
import { OPERATOR, PEER, seriesVoice, wordVoice, type About } from './voices.ts';

const FAILSAFE_W = { import: 4_200, export: 2_000 } as const;
const SUBSCRIBED_W = 3_800;
const QUARTER_HOUR_MS = 900_000;
const CONTRACT_W = 9_000;
/** More than three fuses carry: only what is looked at binds. */
const WIDE_W = 24_000;
const FUSE_A = 25;

const IMPORT: About = { direction: 'import', lines: ['import'] };
const EXPORT: About = { direction: 'export', lines: ['export'] };
const PHASE: About = { direction: 'import', lines: ['L1', 'L2', 'L3'], per: 'phase' };
/** What §14a EnWG dims: what can be controlled, and not the rest of the home. */
const DIMMED: About = { direction: 'import', lines: ['controllable'], scope: 'controllable' };
const AVERAGE: About = { ...IMPORT, window: QUARTER_HOUR_MS };

const IN_WATTS: Words = { limited: 4_000, first: 4_200, second: 3_600, loosening: 4_500, tightening: 2_000, most: 8_000 };
const IN_AMPS: Words = { limited: 16, first: 18, second: 14, loosening: 20, tightening: 8, most: 32 };
/** What binds is the fuse: these do not. */
const LOOSE: Words = { limited: 20_000, first: 19_000, second: 18_000, loosening: 21_000, tightening: 17_000, most: 22_000 };

const keyed = ({ direction, scope = 'site' }: About) => [{ direction, scope }] as const;
const lpc = ({ direction, scope = 'site' }: About, afterFailsafe: AfterFailsafe): LpcLoss => ({
  kind: 'lpc', peer: PEER, scope, failsafeDuration: 7_200, afterFailsafe,
  failsafe: { import: null, export: null, [direction]: watts(FAILSAFE_W[direction]) },
});
const speaking = (voice: (around: Surroundings) => Voice) => (around: Surroundings) => new Operator(around.time, around.fromOperator, voice(around), (utterance) => around.deliver(utterance));
const plain = { words: IN_WATTS, contract: CONTRACT_W, direction: 'import', plant: CONSUMING } as const;

/** The source of the 120 named cases. */
export const LPC: Source = {
  ...plain, id: 'lpc', name: 'LPC, import in W, heartbeat',
  limitSources: (after) => [{ source: OPERATOR, keys: keyed(IMPORT), loss: lpc(IMPORT, after) }],
  creed: () => new HeartbeatCreed('import', FAILSAFE_W.import),
  sender: speaking(() => wordVoice(IMPORT, true)),
};

/** Further kinds of sources, each with the home that it binds. */
export const OTHERS: readonly Source[] = [
  {
    ...plain, id: 'lpp', name: 'LPP, export in W, heartbeat', direction: 'export', plant: GENERATING, words: { ...IN_WATTS, tightening: 1_500 },
    limitSources: (after) => [{ source: OPERATOR, keys: keyed(EXPORT), loss: lpc(EXPORT, after) }],
    creed: () => new HeartbeatCreed('export', FAILSAFE_W.export),
    sender: speaking(() => wordVoice(EXPORT, true)),
  },
  {
    ...plain, id: 'phase', name: 'word in A a phase, nothing lost', plant: THREE_PHASES, words: IN_AMPS, contract: WIDE_W,
    limitSources: () => [{ source: OPERATOR, keys: keyed(PHASE) }],
    creed: () => new WordCreed(),
    sender: speaking(() => wordVoice(PHASE, false)),
  },
  {
    ...plain, id: 'schedule', name: 'series, then subscription',
    limitSources: () => [{ source: OPERATOR, keys: keyed(IMPORT), loss: { kind: 'schedule', subscriptions: [{ direction: 'import', scope: 'site', w: watts(SUBSCRIBED_W) }] } }],
    creed: () => new WordCreed([{ line: 'import', w: SUBSCRIBED_W }]),
    sender: speaking((around) => seriesVoice(IMPORT, () => around.clock())),
  },
  {
    ...plain, id: 'contact', name: 'relay contacts, age',
    limitSources: () => [{ source: OPERATOR, keys: keyed(IMPORT), loss: CONTACTS }],
    creed: () => new ContactCreed('import', CONTACT_FAILSAFE_W, CONTACT_AGE_MS),
    sender: ({ time, toOperator, fromOperator, contacts }) => new ContactBox(time, toOperator, fromOperator, contacts),
  },
  {
    ...plain, id: 'signed', name: 'signed word, hold after an outage',
    signed: { contract: CONTRACT, machine: { aims: { classes: {}, circuits: {} }, zone: 'Europe/Berlin', revoked: {} } },
    limitSources: () => [{ source: OPERATOR, keys: keyed(IMPORT) }, { source: holdSource(OPERATOR), keys: [{ direction: 'import', scope: 'controllable' }] }],
    creed: () => new WordCreed(),
    sender: speaking((around) => signedVoice(IMPORT, () => around.clock())),
  },
  {
    ...plain, id: 'average', name: 'mean of 15 min in W', lead: 1_000,
    limitSources: () => [{ source: OPERATOR, keys: keyed(AVERAGE) }],
    creed: () => new WordCreed(),
    sender: speaking(() => wordVoice(AVERAGE, false)),
  },
  {
    ...plain, id: 'fuse', name: 'main fuse by phase', plant: THREE_PHASES, words: LOOSE, contract: WIDE_W, fuse: FUSE_A,
    limitSources: () => [{ source: OPERATOR, keys: keyed(IMPORT) }],
    creed: () => new WordCreed(),
    sender: speaking(() => wordVoice(IMPORT, false)),
  },
  {
    ...plain, id: 'dimmed', name: 'LPC, controllable import in W (§14a)',
    limitSources: (after) => [{ source: OPERATOR, keys: keyed(DIMMED), loss: lpc(DIMMED, after) }],
    creed: () => new HeartbeatCreed('controllable', FAILSAFE_W.import),
    sender: speaking(() => wordVoice(DIMMED, true)),
  },
];

export const SOURCES: readonly Source[] = [LPC, ...OTHERS];

/** @throws RangeError when there is none. */
export function sourceNamed(id: string): Source {
  const found = SOURCES.find((source) => source.id === id);
  if (!found) throw new RangeError(`there is no source of limits ${id}`);
  return found;
}
