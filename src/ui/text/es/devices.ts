import type { DevicesWords } from '../en/devices.ts';
import { count as counted } from './count.ts';

export const devices: DevicesWords = {
  title: 'Aparatos',
  sentence: (count, fine) =>
    count === fine ? counted(count, { one: 'Tu aparato hace lo que se le pidió.', other: `Los ${count} aparatos hacen lo que se les pidió.` }) : `Hay que mirar ${count - fine} de ${count} aparatos.`,
  none: 'Aún no hay aparatos. Las baterías, enchufes y coches unidos aparecen aquí.',
  state: {
    obeyed: 'Hace lo que se le pidió.',
    pending: 'Pedido, aún sin confirmar.',
    refused: 'No hizo lo que se le pidió. Si sigue así, enseña la línea de abajo a tu instalador.',
    offline: 'No responde. ¿Está encendido y en tu red?',
    unmanaged: 'Se cuida solo.',
  },
  asked: 'Pedido',
  reported: 'Dice',
  stored: 'Guardado',
  heard: 'Última respuesta',
  never: 'nunca',
  nothingAsked: 'nada',
  ifSilent: 'Si callamos',
  fallback: { timer: 'vuelve a su propio modo por su temporizador', profile: 'pasa a su propio modo seguro', none: 'se queda como está' },
};
