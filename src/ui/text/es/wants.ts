import type { WantsWords } from '../en/wants.ts';

export const wants: WantsWords = {
  intents: 'Para qué se planifica',
  modes: {
    cheapest: { name: 'Barato', about: 'La factura más baja.' },
    greenest: { name: 'Verde', about: 'La luz con menos CO₂, aunque cueste algo más.' },
    'self-reliant': { name: 'Autónomo', about: 'Primero su propia luz, lo menos posible de la red.' },
    comfort: { name: 'Confort', about: 'Cálido en medio del margen, pocos arranques.' },
  },
  others: 'También pedido',
  remove: 'Retirar',
  pending: 'Esperando a que su casa lo guarde.',
  addedBy: (device, energy, time) => `${device}: ${energy} más antes de ${time}`,
  leaves: (device) => `${device} sale según la semana`,
  comfort: (device, low, high) => `${device} entre ${low} y ${high}`,
  during: (from, to) => `${from}–${to}`,
  budget: { money: (money) => `Como mucho ${money} al día`, energy: (energy) => `Como mucho ${energy} al día` },
  quiet: (device, from, to) => `${device} en silencio ${from}–${to}`,
  own: (money) => `Por sí solo ahorra unos ${money}.`,
  flip: { dearer: (price) => `Por encima de ${price} no valdría la pena.`, cheaper: (price) => `Por debajo de ${price} no valdría la pena.` },
  weighed: {
    peak: 'Queda por debajo de la mayor potencia del mes: más costaría todo el mes.',
    tier: 'Queda por debajo de la potencia desde la que cada kWh cuesta más.',
    carbon: 'Entonces la luz es más limpia, como usted desea.',
    independence: 'Así necesita menos de la red, como usted desea.',
  },
};
