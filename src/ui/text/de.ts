import { attention } from './de/attention.ts';
import { doing } from './de/doing.ts';
import { events } from './de/events.ts';
import { later } from './de/later.ts';
import { badge, badgeMeans } from './de/link.ts';
import { more } from './de/more.ts';
import { now } from './de/now.ts';
import { override } from './de/override.ts';
import { plan } from './de/plan.ts';
import { today } from './de/today.ts';
import type { Words } from './en.ts';
import type { Language } from './language.ts';

const words: Words = {
  language: { tag: 'de-DE', name: 'Deutsch', direction: 'ltr', comma: ', ' },
  bar: { label: 'Seiten', now: 'Jetzt', today: 'Heute', plan: 'Plan', devices: 'Geräte', more: 'Mehr', events: 'Ereignisse', own: 'Ihre Datei', history: 'Verlauf', settings: 'Einstellungen', setup: 'Erste Schritte', tariff: 'Tarif', wall: 'Wandansicht' },
  unknown: '–',
  simulated: 'simuliert',
  estimated: 'geschätzt',
  close: 'Schließen',
  help: 'Hilfe',
  understood: 'OK',
  waiting: 'Warten auf die erste Antwort von zu Hause.',
  screenFailed: 'Diese Seite konnte nicht geladen werden. Prüfen Sie die Verbindung nach Hause und versuchen Sie es noch einmal.',
  tryAgain: 'Noch einmal',
  skip: 'Zur Seite',
  badge,
  badgeMeans,
  age: { seconds: (n) => `vor ${n} s`, minutes: (n) => `vor ${n} min`, hours: (n) => `vor ${n} h`, days: (n) => `vor ${n} T`, late: (age) => `verspätet, ${age}`, asOf: (time) => `Stand ${time}`, since: (time) => `Nichts Neues seit ${time}.` },
  now,
  doing,
  limit: {
    kept: (power) => `Bleibt unter ${power}, wie vom Netz verlangt.`,
    sent: (power) => `Speist höchstens ${power} ein, wie das Netz es verlangt.`,
    settling: (power) => `Wird gedrosselt, um unter ${power} zu bleiben, wie vom Netz verlangt.`,
    unkeepable: (power, excess) => `Das Netz erlaubt ${power}. Alles Regelbare ist unten, noch ${excess} zu viel.`,
    connection: 'Bleibt bei dem, was Ihr Anschluss trägt.',
    connectionOver: (excess) => `Es fließt mehr, als Ihr Anschluss trägt: Alles Regelbare ist unten, noch ${excess} zu viel.`,
  },
  pause: {
    open: 'Automatik pausieren',
    title: 'Alle Automatik pausieren',
    about: 'Die Geräte sorgen so lange für sich selbst. Die Pause endet von selbst oder wenn Sie fortsetzen.',
    hour: 'Für 1 Stunde',
    tonight: 'Bis Mitternacht',
    always: 'Bis ich fortsetze',
    resume: 'Automatik fortsetzen',
    asking: 'Frage zu Hause …',
  },
  today,
  plan,
  attention,
  events,
  override,
  outdated: { disabled: 'Zuerst die App erneuern' },
  more,
  spoken: { band: (word) => `Ihr Zuhause verbraucht ${word}.` },
};

/** Everything the app says in German. */
export const de: Language = { words, later: async () => later };
