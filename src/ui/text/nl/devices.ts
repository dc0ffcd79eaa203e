import type { DevicesWords } from '../en/devices.ts';
import { count as counted } from './count.ts';

export const devices: DevicesWords = {
  title: 'Apparaten',
  sentence: (count, fine) =>
    count === fine ? counted(count, { one: 'Je apparaat doet wat gevraagd is.', other: `Alle ${count} apparaten doen wat gevraagd is.` }) : `Kijk even naar ${count - fine} van de ${count} apparaten.`,
  none: 'Nog geen apparaten. Verbonden batterijen, stekkers en auto’s staan straks hier.',
  state: {
    obeyed: 'Doet wat gevraagd is.',
    pending: 'Gevraagd, nog niet bevestigd.',
    refused: 'Deed niet wat gevraagd is. Blijft dat zo, laat je installateur dan de regel hieronder zien.',
    offline: 'Antwoordt niet. Staat het aan, en zit het op je netwerk?',
    unmanaged: 'Regelt zichzelf.',
  },
  asked: 'Gevraagd',
  reported: 'Meldt',
  stored: 'Opgeslagen',
  heard: 'Laatst gehoord',
  never: 'nooit',
  nothingAsked: 'niets',
  ifSilent: 'Als wij stilvallen',
  fallback: { timer: 'gaat door zijn timer terug naar zijn eigen stand', profile: 'gaat naar zijn eigen veilige stand', none: 'blijft zoals het is' },
};
