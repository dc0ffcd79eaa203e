import type { Words } from './en.ts';
import { attention } from './nl/attention.ts';
import { doing } from './nl/doing.ts';
import { events } from './nl/events.ts';
import { later } from './nl/later.ts';
import { badge, badgeMeans } from './nl/link.ts';
import { more } from './nl/more.ts';
import { now } from './nl/now.ts';
import { override } from './nl/override.ts';
import { plan } from './nl/plan.ts';
import { today } from './nl/today.ts';
import type { Language } from './language.ts';

const words: Words = {
  language: { tag: 'nl-NL', name: 'Nederlands', direction: 'ltr', comma: ', ' },
  bar: { label: 'Schermen', now: 'Nu', today: 'Vandaag', plan: 'Plan', devices: 'Apparaten', more: 'Meer', events: 'Oproepen', history: 'Verleden', own: 'Je bestand', settings: 'Instellingen', setup: 'Eerste stappen', tariff: 'Tarief', wall: 'Muurscherm' },
  unknown: '–',
  simulated: 'nagebootst',
  estimated: 'geschat',
  close: 'Sluiten',
  help: 'Hulp',
  understood: 'OK',
  waiting: 'Wachten op het eerste antwoord van je huis.',
  screenFailed: 'Dit scherm kon niet worden geladen. Controleer de verbinding met je huis en probeer het opnieuw.',
  tryAgain: 'Opnieuw proberen',
  skip: 'Naar het scherm',
  badge,
  badgeMeans,
  age: { seconds: (n) => `${n} s geleden`, minutes: (n) => `${n} min geleden`, hours: (n) => `${n} u geleden`, days: (n) => `${n} d geleden`, late: (age) => `laat, ${age}`, asOf: (time) => `stand van ${time}`, since: (time) => `Niets nieuws sinds ${time}.` },
  now,
  doing,
  limit: {
    kept: (power) => `Blijft onder ${power}, zoals het net vraagt.`,
    sent: (power) => `Levert niet meer dan ${power} terug, zoals het net vraagt.`,
    settling: (power) => `Gaat omlaag om onder ${power} te blijven, zoals het net vraagt.`,
    unkeepable: (power, excess) => `Het net staat ${power} toe. Alles wat lager kan staat laag, nog ${excess} te veel.`,
    connection: 'Blijft binnen wat uw aansluiting aankan.',
    connectionOver: (excess) => `Er wordt meer gebruikt dan uw aansluiting aankan: alles wat lager kan staat laag, nog ${excess} te veel.`,
  },
  pause: {
    open: 'Automaat pauzeren',
    title: 'De hele automaat pauzeren',
    about: 'Apparaten regelen zichzelf zolang. De pauze stopt vanzelf, of als jij verdergaat.',
    hour: '1 uur lang',
    tonight: 'Tot middernacht',
    always: 'Tot ik verderga',
    resume: 'Automaat hervatten',
    asking: 'Je huis wordt gevraagd …',
  },
  today,
  plan,
  attention,
  events,
  override,
  outdated: { disabled: 'Werk eerst de app bij' },
  more,
  spoken: { band: (word) => `Je huis verbruikt ${word}.` },
};

/** Everything the app says in Dutch. */
export const nl: Language = { words, later: async () => later };
