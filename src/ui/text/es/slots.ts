import type { SlotsWords } from '../en/slots.ts';

export const slots: SlotsWords = {
  title: 'Media hora a media hora',
  decided: 'Medias horas que has decidido',
  off: 'No en esta media hora',
  on: 'En marcha en esta media hora',
  charge: 'Cargar en esta media hora',
  of: (device, from, to) => `${device} ${from}–${to}`,
  named: (slot, choice) => `${slot}: ${choice}`,
  stands: { on: 'decidido por ti', off: 'decidido por ti', planned: 'según el plan', free: 'nada previsto', asking: 'preguntando a tu casa …' },
  done: {
    on: (slot) => `${slot}: encendido, decidido por ti.`,
    off: (slot) => `${slot}: apagado, decidido por ti.`,
    freed: (slot) => `${slot}: otra vez según el plan.`,
  },
};
