import type { Words } from '../en.ts';

export const doing: Words['doing'] = {
  paused: 'El automático está en pausa hasta que tú sigas. Tus aparatos se cuidan solos.',
  pausedUntil: (time) => `El automático está en pausa hasta las ${time}. Tus aparatos se cuidan solos.`,
  nothing: 'Aún no hay plan. Tus aparatos se cuidan solos.',
  advised: 'Solo consejo: tus aparatos se cuidan solos.',
  quiet: 'Ahora no hay nada que hacer.',
  quietUntil: (time, what) => `Nada que hacer hasta las ${time}. Después: ${what}`,
  verb: {
    charge: (device) => `${device} se está cargando`,
    surplus: (device) => `${device} toma solo tu excedente`,
    discharge: (device) => `${device} da luz a la casa`,
    follow: (device) => `${device} equilibra la casa`,
    idle: (device) => `${device} espera`,
    run: (device) => `${device} está en marcha`,
  },
  because: {
    'cheap-slot': (price) => `porque la luz está barata, ${price}.`,
    'dear-slot': (price) => `porque la luz está cara, ${price}.`,
    surplus: () => 'para usar tu propio excedente.',
    limit: () => 'para no pasar de tu límite.',
    deadline: () => 'para estar listo a tiempo.',
    reserve: () => 'para guardar tu reserva.',
    neutral: () => 'como hace por sí solo.',
  },
  becauseThen: {
    'cheap-slot': (price) => `cuando la luz está barata, ${price}.`,
    'dear-slot': (price) => `cuando la luz está cara, ${price}.`,
    surplus: () => 'con tu propio excedente.',
    limit: () => 'para no pasar de tu límite.',
    deadline: () => 'para estar listo a tiempo.',
    reserve: () => 'para guardar tu reserva.',
    neutral: () => 'como hace por sí solo.',
  },
};
