import { attention } from './en/attention.ts';
import { doing } from './en/doing.ts';
import { events } from './en/events.ts';
import { badge, badgeMeans } from './en/link.ts';
import { more } from './en/more.ts';
import { now } from './en/now.ts';
import { override } from './en/override.ts';
import { plan } from './en/plan.ts';
import { today } from './en/today.ts';

/** Every word the app says in English. Sentences take their figures already formatted for the language. */
export const en = {
  language: { tag: 'en-GB', name: 'English', direction: 'ltr' as 'ltr' | 'rtl', comma: ', ' },
  bar: { label: 'Screens', now: 'Now', today: 'Today', plan: 'Plan', devices: 'Devices', more: 'More', events: 'Events', history: 'History', own: 'Your file', settings: 'Settings', setup: 'First steps', tariff: 'Tariff', wall: 'Wall view' },
  unknown: '–',
  simulated: 'simulated',
  estimated: 'estimated',
  close: 'Close',
  help: 'Help',
  understood: 'OK',
  waiting: 'Waiting for the first answer from your home.',
  screenFailed: 'This screen could not be loaded. Check the link to your home, then try again.',
  tryAgain: 'Try again',
  skip: 'Skip to the screen',
  badge,
  badgeMeans,
  age: { seconds: (n: string) => `${n} s ago`, minutes: (n: string) => `${n} min ago`, hours: (n: string) => `${n} h ago`, days: (n: string) => `${n} d ago`, late: (age: string) => `late, ${age}`, asOf: (time: string) => `as of ${time}`, since: (time: string) => `Nothing new since ${time}.` },
  now,
  doing,
  limit: {
    kept: (power: string) => `Staying under ${power}, as the grid asks.`,
    sent: (power: string) => `Sending out no more than ${power}, as the grid asks.`,
    settling: (power: string) => `Turning down to stay under ${power}, as the grid asks.`,
    unkeepable: (power: string, excess: string) => `The grid allows ${power}. All we can turn down is down, still ${excess} too much.`,
    connection: 'Staying within what your connection can carry.',
    connectionOver: (excess: string) => `More is used than your connection carries: all we can turn down is down, still ${excess} too much.`,
  },
  pause: {
    open: 'Pause automation',
    title: 'Pause all automation',
    about: 'Devices look after themselves meanwhile. It ends by itself, or when you resume.',
    hour: 'For 1 hour',
    tonight: 'Until midnight',
    always: 'Until I resume',
    resume: 'Resume automation',
    asking: 'Asking your home …',
  },
  today,
  plan,
  attention,
  events,
  override,
  outdated: { disabled: 'Update the app first' },
  more,
  spoken: { band: (word: string) => `Your home is using ${word}.` },
};

/** What another language has to say: a missing or wrong key fails the type check. */
export type Words = typeof en;
