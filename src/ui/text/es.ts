import type { Words } from './en.ts';
import { attention } from './es/attention.ts';
import { doing } from './es/doing.ts';
import { events } from './es/events.ts';
import { later } from './es/later.ts';
import { badge, badgeMeans } from './es/link.ts';
import { more } from './es/more.ts';
import { now } from './es/now.ts';
import { override } from './es/override.ts';
import { plan } from './es/plan.ts';
import { today } from './es/today.ts';
import type { Language } from './language.ts';

const words: Words = {
  language: { tag: 'es-ES', name: 'Español', direction: 'ltr', comma: ', ' },
  bar: { label: 'Pantallas', now: 'Ahora', today: 'Hoy', plan: 'Plan', devices: 'Aparatos', more: 'Más', events: 'Avisos y ofertas', history: 'Historial', own: 'Tu archivo', settings: 'Ajustes', setup: 'Primeros pasos', tariff: 'Tarifa', wall: 'Vista de pared' },
  unknown: '–',
  simulated: 'simulado',
  estimated: 'estimado',
  close: 'Cerrar',
  help: 'Ayuda',
  understood: 'OK',
  waiting: 'Esperando la primera respuesta de tu casa.',
  screenFailed: 'Esta pantalla no se pudo cargar. Comprueba la conexión con tu casa y vuelve a intentarlo.',
  tryAgain: 'Intentar de nuevo',
  skip: 'Ir a la pantalla',
  badge,
  badgeMeans,
  age: { seconds: (n) => `hace ${n} s`, minutes: (n) => `hace ${n} min`, hours: (n) => `hace ${n} h`, days: (n) => `hace ${n} d`, late: (age) => `tarde, ${age}`, asOf: (time) => `dato de ${time}`, since: (time) => `Nada nuevo desde las ${time}.` },
  now,
  doing,
  limit: {
    kept: (power) => `Se mantiene por debajo de ${power}, como pide la red.`,
    sent: (power) => `No vierte más de ${power}, como pide la red.`,
    settling: (power) => `Bajando para quedar por debajo de ${power}, como pide la red.`,
    unkeepable: (power, excess) => `La red permite ${power}. Todo lo que puede bajar ha bajado, aún sobran ${excess}.`,
    connection: 'Se mantiene en lo que admite su acometida.',
    connectionOver: (excess) => `Se usa más de lo que admite su acometida: todo lo que puede bajar ha bajado, aún sobran ${excess}.`,
  },
  pause: {
    open: 'Pausar el automático',
    title: 'Pausar todo el automático',
    about: 'Mientras tanto los aparatos se cuidan solos. La pausa acaba sola, o cuando tú sigas.',
    hour: 'Durante 1 hora',
    tonight: 'Hasta medianoche',
    always: 'Hasta que yo siga',
    resume: 'Seguir con el automático',
    asking: 'Preguntando a tu casa …',
  },
  today,
  plan,
  attention,
  events,
  override,
  outdated: { disabled: 'Actualiza antes la aplicación' },
  more,
  spoken: { band: (word) => `Tu casa consume ${word}.` },
};

/** Everything the app says in Spanish. */
export const es: Language = { words, later: async () => later };
