import type { HelpWords } from '../text/en/help.ts';

/** The words that a screen uses and that want explaining, by screen. */
export const GLOSSARY: Readonly<Record<keyof HelpWords['screens'], readonly (keyof HelpWords['terms'])[]>> = {
  now: ['power', 'usual', 'price', 'late', 'unknown'],
  today: ['power', 'standing', 'estimated', 'unknown'],
  plan: ['spare', 'reserve', 'limit', 'estimated'],
  devices: ['asked', 'silent', 'late'],
  more: ['threshold', 'gateway'],
  events: ['limit', 'baseline', 'unknown'],
  history: ['power', 'standing', 'estimated', 'unknown'],
  own: ['power', 'standing', 'estimated'],
  settings: ['gateway', 'link'],
  setup: ['reserve', 'standing', 'gateway'],
  tariff: ['price', 'standing', 'estimated', 'power'],
  wall: ['usual', 'late', 'power'],
  welcome: ['gateway', 'link'],
};
