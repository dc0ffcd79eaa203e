import type { rest as english } from '../en/rest.ts';

/** Wie oft und wann Betreiber überhaupt fragen dürfen. */
export const rest: typeof english = {
  title: 'Wie oft Sie gefragt werden',
  about: 'Für alle Betreiber. Was darüber hinausgeht, wird für Sie abgelehnt. Anordnungen, die man nicht ablehnen kann, und Grenzen kommen trotzdem.',
  perDay: 'Höchstens am Tag',
  perWeek: 'Höchstens in der Woche',
  any: 'wie vereinbart',
  never: 'keine',
  quietHours: 'Täglich keine Ereignisse von',
  to: 'bis',
  quietDays: 'Keine Ereignisse am',
  clear: 'Keine Ruhezeit',
  done: 'Geändert, wie oft Sie gefragt werden.',
};
