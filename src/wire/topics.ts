/** Topic names of wire version 1. Retained topics are state, never commands. */
export const STATE_NAMES = ['home', 'grid', 'today', 'tariff', 'plan', 'problem', 'devices', 'limit', 'link', 'wishes', 'events', 'contracts', 'eventRest', 'household', 'ladder', 'safety', 'notices', 'money', 'advising', 'arrivals'] as const;
export type StateName = (typeof STATE_NAMES)[number];

/** What Now shows. The next wire version keeps these readable for this one, so that an older app goes on showing them. */
export const NOW_NAMES: ReadonlySet<StateName> = new Set(['home', 'grid', 'today', 'tariff', 'limit', 'link']);

export const ROOT = 'tw';
/** Retained. */
export const stateTopic = (name: StateName): string => `${ROOT}/state/${name}`;
/** Not retained: each grid reading as it comes. */
export const LIVE_GRID = `${ROOT}/live/grid`;
export const ALL_STATE = `${ROOT}/state/+`;
export const requestTopic = (credential: string): string => `${ROOT}/request/${credential}`;
export const ALL_REQUESTS = `${ROOT}/request/+`;
export const replyTopic = (credential: string): string => `${ROOT}/reply/${credential}`;

/** An operator's signed messages, a topic each of its credentials, and the answers to them. */
export const signalTopic = (credential: string): string => `${ROOT}/signal/${credential}`;
export const ALL_SIGNALS = `${ROOT}/signal/+`;
export const signalAnswerTopic = (credential: string): string => `${ROOT}/signal-answer/${credential}`;

/** The state name of a topic, undefined for any other topic. */
export function stateNameOf(topic: string): StateName | undefined {
  const name = topic.startsWith(`${ROOT}/state/`) ? topic.slice(ROOT.length + 7) : undefined;
  return STATE_NAMES.find((known) => known === name);
}

/** The credential that a request, reply or signal topic belongs to. */
export function credentialOf(topic: string): string | undefined {
  const [root, kind, credential, ...rest] = topic.split('/');
  return root === ROOT && (kind === 'request' || kind === 'reply' || kind === 'signal') && rest.length === 0 ? credential : undefined;
}
