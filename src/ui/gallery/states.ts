import type { StateBodies } from '#wire/message/index.ts';
import type { PhonesAnswer } from '#wire/pairing.ts';
import { toldHome, type ToldHome } from '../../state/toldHome.ts';
import { everything } from './exampleAttention.ts';
import { homeMessages, TOLD_AT } from './exampleHome.ts';
import { answerPast } from './examplePast.ts';

const HOUR = 3_600_000;

/** Two phones, the second without a name. */
const PHONES: PhonesAnswer = {
  phones: [
    { name: 'phone-1', label: 'Kitchen tablet', since: '2023-01-08T09:00:00.000Z', own: true },
    { name: 'phone-2', label: null, since: '2023-03-01T18:30:00.000Z', own: false },
  ],
};

/** A gateway that lets nobody else in: every question has the same answer. */
const answer: typeof fetch = (input) =>
  Promise.resolve(new Response(JSON.stringify(String(input).endsWith('link') ? { url: 'https://tidewatt.local/#link=0123456789abcdefghijkl' } : PHONES)));

const home = (told: Partial<StateBodies>): ToldHome => toldHome({ told, at: TOLD_AT, answer });

function stale(): ToldHome {
  const shown = home(homeMessages());
  shown.become('waiting');
  shown.pass(HOUR);
  return shown;
}

function failed(): ToldHome {
  const told = homeMessages();
  return home({
    ...told,
    link: { ...told.link, meter: 'silent', internet: 'failed', storage: 'failed', rejected: { crc: 3 } },
    devices: told.devices.map((device) => ({ ...device, state: 'refused', reason: 'write-refused' })),
  });
}

/** What a home can be like, and every screen with it. */
export const STATES = {
  waiting: () => home({}),
  empty: () => home({ ...homeMessages(), plan: null, devices: [], tariff: null, wishes: { revision: 0, wishes: [], pausedUntil: null } }),
  ready: () => toldHome({ told: homeMessages(), at: TOLD_AT, answer, past: async (path) => answerPast(path) }),
  /** A meter that tells VA and no W, on power. */
  apparent: () => home({ ...homeMessages(), grid: { ...homeMessages().grid, power: null, apparentPower: 1_250, estimatedPower: 820 } }),
  stale,
  failed,
  /** Everything at once that can want attention. */
  pressing: () => home(everything()),
} satisfies Readonly<Record<string, () => ToldHome>>;

export type StateOfHome = keyof typeof STATES;
