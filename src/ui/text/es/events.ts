import type { Words } from '../en.ts';
import { count } from './count.ts';

export const events: Words['events'] = {
  none: 'Ahora no se ofrece ni se pide nada.',
  noneAbout: 'Cuando un operador ofrece dinero por consumir más o menos un rato, o tiene que bajar algo, aparece aquí primero.',
  sentence: {
    offered: (n) => count(n, { one: 'Una oferta espera tu respuesta.', other: `${n} ofertas esperan tu respuesta.` }),
    running: 'Hay un aviso en marcha.',
    ahead: (time) => `El próximo aviso empieza ${time}.`,
    over: 'No hay ningún aviso en marcha.',
  },
  open: 'Avisos y ofertas',
  demand: {
    'less-demand': 'Consumir menos',
    'more-demand': 'Consumir más',
    'less-generation': 'Producir menos',
    'more-generation': 'Producir más',
  },
  left: (left) => `quedan ${left}`,
  duration: { seconds: (n) => `${n} s`, minutes: (n) => `${n} min`, wholeHours: (h) => `${h} h`, hours: (h, m) => `${h} h ${m} min`, days: (n) => `${n} d` },
  atMost: (power) => `${power} como mucho`,
  atLeast: (power) => `${power} como poco`,
  asFar: 'todo lo que se pueda',
  perEvent: (money) => money,
  perKwh: (money) => `${money} el kWh`,
  optOut: 'Dejarlo ahora',
  before: 'Antes',
  during: 'Mientras',
  act: (what, from, to) => `${what} ${from}–${to}`,
  banner: {
    'less-demand': (issuer, to) => `Consume menos para ${issuer} hasta ${to}`,
    'more-demand': (issuer, to) => `Consume más para ${issuer} hasta ${to}`,
    'less-generation': (issuer, to) => `Produce menos para ${issuer} hasta ${to}`,
    'more-generation': (issuer, to) => `Da luz para ${issuer} hasta ${to}`,
  },
  bannerLeft: (said, figure, left) => (figure === '' ? `${said}, ${left}.` : `${said}: ${figure}, ${left}.`),
  bannerAhead: (what, issuer, left) => `${what} para ${issuer}: empieza en ${left}.`,
  standing: {
    import: (most, end) => `Vale un límite de ${most} ${end}; la casa está por debajo.`,
    export: (most, end) => `No se pueden verter más de ${most} ${end}; la casa está por debajo.`,
    until: (time) => `hasta ${time}`,
    open: 'hasta nuevo aviso',
    phase: (amps) => `${amps} en cada fase`,
  },
  past: 'Antes',
};
