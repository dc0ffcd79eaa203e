import type { SlotsWords } from '../en/slots.ts';

/** Einzelne halbe Stunden eines Plans, von einem Menschen entschieden. */
export const slots: SlotsWords = {
  title: 'Halbe Stunde für halbe Stunde',
  decided: 'Von Ihnen entschieden',
  off: 'Nicht in dieser halben Stunde',
  on: 'In dieser halben Stunde laufen',
  charge: 'In dieser halben Stunde laden',
  of: (device, from, to) => `${device} ${from}–${to}`,
  named: (slot, choice) => `${slot}: ${choice}`,
  stands: { on: 'von Ihnen entschieden', off: 'von Ihnen entschieden', planned: 'wie geplant', free: 'nichts geplant', asking: 'Ihr Zuhause wird gefragt …' },
  done: {
    on: (slot) => `${slot}: an, von Ihnen entschieden.`,
    off: (slot) => `${slot}: aus, von Ihnen entschieden.`,
    freed: (slot) => `${slot}: wieder wie geplant.`,
  },
};
