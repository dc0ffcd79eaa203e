import type { ChargingWords } from '../en/charging.ts';

export const charging: ChargingWords = {
  title: 'Cuándo se carga el coche solo',
  about: 'Es para las horas sin nada previsto. Un plan, y tú, vais antes.',
  ask: 'Los cargadores empiezan con estas horas, para que no se carguen todos los coches cuando la red va más llena. Puedes dejarlas, cambiarlas o quitarlas, ahora y cuando quieras.',
  except: (hours) => `No ${hours}.`,
  always: 'A cualquier hora.',
  window: (days, from, to) => `${days} ${from}–${to}`,
  everyDay: 'todos los días',
  keep: 'Dejar estas horas',
  drop: 'Cargar a cualquier hora',
  change: 'Cambiar las horas',
  from: 'No de',
  to: 'a',
  remove: (window) => `Quitar ${window}`,
  add: 'Añadir horas',
  done: 'Has cambiado las horas de carga.',
};
