import type { ChargingWords } from '../en/charging.ts';

/** Wann ein Auto von selbst lädt. */
export const charging: ChargingWords = {
  title: 'Wann das Auto von selbst lädt',
  about: 'Das gilt für Zeiten, für die nichts geplant ist. Ein Plan, und Sie selbst, gehen vor.',
  ask: 'Ladepunkte beginnen mit diesen Stunden, damit nicht alle Autos laden, wenn das Netz am vollsten ist. Sie können sie behalten, ändern oder streichen, jetzt und jederzeit.',
  except: (hours) => `Nicht ${hours}.`,
  always: 'Zu jeder Stunde.',
  window: (days, from, to) => `${days} ${from}–${to}`,
  everyDay: 'täglich',
  keep: 'Diese Stunden behalten',
  drop: 'Zu jeder Stunde laden',
  change: 'Stunden ändern',
  from: 'Nicht von',
  to: 'bis',
  remove: (window) => `${window} entfernen`,
  add: 'Stunden hinzufügen',
  done: 'Geändert, wann das Auto von selbst lädt.',
};
