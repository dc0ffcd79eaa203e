import type { SlotsWords } from '../en/slots.ts';

export const slots: SlotsWords = {
  title: 'Demi-heure par demi-heure',
  decided: 'Demi-heures que vous avez choisies',
  off: 'Pas dans cette demi-heure',
  on: 'En marche dans cette demi-heure',
  charge: 'Charger dans cette demi-heure',
  of: (device, from, to) => `${device} ${from}–${to}`,
  named: (slot, choice) => `${slot} : ${choice}`,
  stands: { on: 'choisi par vous', off: 'choisi par vous', planned: 'comme prévu', free: 'rien de prévu', asking: 'demande envoyée …' },
  done: {
    on: (slot) => `${slot} : marche, choisi par vous.`,
    off: (slot) => `${slot} : arrêt, choisi par vous.`,
    freed: (slot) => `${slot} : de nouveau comme prévu.`,
  },
};
