import type { Words } from '../en.ts';

export const doing: Words['doing'] = {
  paused: 'Die Automatik pausiert, bis Sie fortsetzen. Ihre Geräte sorgen für sich selbst.',
  pausedUntil: (time) => `Die Automatik pausiert bis ${time}. Ihre Geräte sorgen für sich selbst.`,
  nothing: 'Noch kein Plan. Ihre Geräte sorgen für sich selbst.',
  advised: 'Nur Rat: Ihre Geräte sorgen für sich selbst.',
  quiet: 'Gerade ist nichts zu tun.',
  quietUntil: (time, what) => `Bis ${time} ist nichts zu tun. Dann: ${what}`,
  verb: {
    charge: (device) => `${device} lädt`,
    surplus: (device) => `${device} nimmt nur Überschuss`,
    discharge: (device) => `${device} versorgt das Haus`,
    follow: (device) => `${device} gleicht aus`,
    idle: (device) => `${device} wartet`,
    run: (device) => `${device} läuft`,
  },
  because: {
    'cheap-slot': (price) => `weil Strom gerade günstig ist, ${price}.`,
    'dear-slot': (price) => `weil Strom gerade teuer ist, ${price}.`,
    surplus: () => 'mit Ihrem eigenen Überschuss.',
    limit: () => 'um unter der Grenze zu bleiben.',
    deadline: () => 'um rechtzeitig fertig zu sein.',
    reserve: () => 'um Ihre Reserve zu halten.',
    neutral: () => 'wie von selbst.',
  },
  becauseThen: {
    'cheap-slot': (price) => `bei günstigem Strom, ${price}.`,
    'dear-slot': (price) => `bei teurem Strom, ${price}.`,
    surplus: () => 'mit Ihrem eigenen Überschuss.',
    limit: () => 'um unter der Grenze zu bleiben.',
    deadline: () => 'um rechtzeitig fertig zu sein.',
    reserve: () => 'um Ihre Reserve zu halten.',
    neutral: () => 'wie von selbst.',
  },
};
