import type { SlotsWords } from '../en/slots.ts';

export const slots: SlotsWords = {
  title: 'Per halfuur',
  decided: 'Halve uren die jij bepaald hebt',
  off: 'Niet in dit halfuur',
  on: 'Aan in dit halfuur',
  charge: 'Laden in dit halfuur',
  of: (device, from, to) => `${device} ${from}–${to}`,
  named: (slot, choice) => `${slot}: ${choice}`,
  stands: { on: 'door jou bepaald', off: 'door jou bepaald', planned: 'volgens plan', free: 'niets gepland', asking: 'je huis wordt gevraagd …' },
  done: {
    on: (slot) => `${slot}: aan, door jou bepaald.`,
    off: (slot) => `${slot}: uit, door jou bepaald.`,
    freed: (slot) => `${slot}: weer volgens plan.`,
  },
};
