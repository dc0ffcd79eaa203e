import type { events as english } from '../en/events.ts';

/** Angebote und Aufrufe von Betreibern. */
export const events: typeof english = {
  none: 'Jetzt wird nichts angeboten oder verlangt.',
  noneAbout: 'Wenn ein Betreiber Geld dafür bietet, eine Zeit lang mehr oder weniger zu verbrauchen, oder etwas drosseln muss, steht es zuerst hier.',
  sentence: { offered: (count) => (count === 1 ? 'Ein Angebot wartet auf Ihre Antwort.' : `${count} Angebote warten auf Ihre Antwort.`), running: 'Gerade läuft ein Ereignis.', ahead: (time) => `Das nächste Ereignis beginnt ${time}.`, over: 'Gerade läuft kein Ereignis.' },
  open: 'Ereignisse und Angebote',
  demand: {
    'less-demand': 'Weniger verbrauchen',
    'more-demand': 'Mehr verbrauchen',
    'less-generation': 'Weniger erzeugen',
    'more-generation': 'Mehr erzeugen',
  },
  left: (left) => `noch ${left}`,
  duration: { seconds: (n) => `${n} s`, minutes: (n) => `${n} min`, wholeHours: (h) => `${h} h`, hours: (h, m) => `${h} h ${m} min`, days: (n) => `${n} T` },
  atMost: (power) => `höchstens ${power}`,
  atLeast: (power) => `mindestens ${power}`,
  asFar: 'so weit es geht',
  perEvent: (money) => money,
  perKwh: (money) => `${money} je kWh`,
  optOut: 'Jetzt aussteigen',
  before: 'Davor',
  during: 'Währenddessen',
  act: (what, from, to) => `${what} ${from}–${to}`,
  banner: {
    'less-demand': (issuer, to) => `Weniger Verbrauch für ${issuer} bis ${to}`,
    'more-demand': (issuer, to) => `Mehr Verbrauch für ${issuer} bis ${to}`,
    'less-generation': (issuer, to) => `Weniger Erzeugung für ${issuer} bis ${to}`,
    'more-generation': (issuer, to) => `Strom für ${issuer} bis ${to}`,
  },
  bannerLeft: (said, figure, left) => (figure === '' ? `${said}, ${left}.` : `${said}: ${figure}, ${left}.`),
  bannerAhead: (what, issuer, left) => `${what} für ${issuer}: beginnt in ${left}.`,
  standing: {
    import: (most, end) => `Eine Grenze von ${most} gilt ${end}; das Haus liegt darunter.`,
    export: (most, end) => `Höchstens ${most} dürfen hinaus ${end}; das Haus liegt darunter.`,
    until: (time) => `bis ${time}`,
    open: 'bis sie aufgehoben wird',
    phase: (amps) => `${amps} je Phase`,
  },
  past: 'Früher',
};
