import type { Words } from '../en.ts';

export const doing: Words['doing'] = {
  paused: 'De automaat staat op pauze tot jij verdergaat. Je apparaten regelen zichzelf.',
  pausedUntil: (time) => `De automaat staat op pauze tot ${time}. Je apparaten regelen zichzelf.`,
  nothing: 'Nog geen plan. Je apparaten regelen zichzelf.',
  advised: 'Alleen advies: je apparaten regelen zichzelf.',
  quiet: 'Er is nu niets te doen.',
  quietUntil: (time, what) => `Niets te doen tot ${time}. Daarna: ${what}`,
  verb: {
    charge: (device) => `${device} laadt`,
    surplus: (device) => `${device} neemt alleen stroom die over is`,
    discharge: (device) => `${device} geeft het huis stroom`,
    follow: (device) => `${device} houdt het huis in evenwicht`,
    idle: (device) => `${device} wacht`,
    run: (device) => `${device} draait`,
  },
  because: {
    'cheap-slot': (price) => `omdat stroom nu goedkoop is, ${price}.`,
    'dear-slot': (price) => `omdat stroom nu duur is, ${price}.`,
    surplus: () => 'om je eigen stroom te gebruiken die over is.',
    limit: () => 'om onder je grens te blijven.',
    deadline: () => 'om op tijd klaar te zijn.',
    reserve: () => 'om je reserve te houden.',
    neutral: () => 'zoals hij uit zichzelf doet.',
  },
  becauseThen: {
    'cheap-slot': (price) => `als stroom goedkoop is, ${price}.`,
    'dear-slot': (price) => `als stroom duur is, ${price}.`,
    surplus: () => 'op je eigen stroom die over is.',
    limit: () => 'om onder je grens te blijven.',
    deadline: () => 'om op tijd klaar te zijn.',
    reserve: () => 'om je reserve te houden.',
    neutral: () => 'zoals hij uit zichzelf doet.',
  },
};
