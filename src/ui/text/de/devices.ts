import type { DevicesWords } from '../en/devices.ts';

/** Was jedes Gerät tut, und worum es gebeten wurde. */
export const devices: DevicesWords = {
  title: 'Geräte',
  sentence: (count, fine) => (count === fine ? (count === 1 ? 'Ihr Gerät tut, was es soll.' : `Alle ${count} Geräte tun, was sie sollen.`) : `${count - fine} von ${count} Geräten brauchen einen Blick.`),
  none: 'Noch keine Geräte. Verbundene Batterien, Stecker und Autos erscheinen hier.',
  state: {
    obeyed: 'Tut, was es soll.',
    pending: 'Wurde gebeten, hat noch nicht bestätigt.',
    refused: 'Hat nicht getan, was es soll. Bleibt es so, zeigen Sie der Fachkraft die Zeile darunter.',
    offline: 'Antwortet nicht. Ist es an, und in Ihrem Netz?',
    unmanaged: 'Sorgt für sich selbst.',
  },
  asked: 'Gebeten um',
  reported: 'Meldet',
  stored: 'Gespeichert',
  heard: 'Zuletzt gehört',
  never: 'nie',
  nothingAsked: 'nichts',
  ifSilent: 'Wenn wir schweigen',
  fallback: { timer: 'kehrt nach seiner Frist in den eigenen Betrieb zurück', profile: 'geht in den eigenen sicheren Betrieb', none: 'bleibt, wie es ist' },
};
