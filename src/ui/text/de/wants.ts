import type { WantsWords } from '../en/wants.ts';

export const wants: WantsWords = {
  intents: 'Wofür geplant wird',
  modes: {
    cheapest: { name: 'Günstig', about: 'Die kleinste Rechnung.' },
    greenest: { name: 'Grün', about: 'Strom mit wenig CO₂, auch wenn er etwas mehr kostet.' },
    'self-reliant': { name: 'Eigenständig', about: 'Erst der eigene Strom, so wenig aus dem Netz wie möglich.' },
    comfort: { name: 'Behaglich', about: 'Warm in der Mitte der Spanne, wenige Starts.' },
  },
  others: 'Außerdem gewünscht',
  remove: 'Zurücknehmen',
  pending: 'Wartet darauf, dass Ihr Zuhause es behält.',
  addedBy: (device, energy, time) => `${device}: ${energy} mehr bis ${time}`,
  leaves: (device) => `${device} fährt nach Wochenplan`,
  comfort: (device, low, high) => `${device} zwischen ${low} und ${high}`,
  during: (from, to) => `${from}–${to}`,
  budget: { money: (money) => `Höchstens ${money} am Tag`, energy: (energy) => `Höchstens ${energy} am Tag` },
  quiet: (device, from, to) => `${device} ist still ${from}–${to}`,
  own: (money) => `Das allein spart etwa ${money}.`,
  flip: { dearer: (price) => `Über ${price} würde es sich nicht lohnen.`, cheaper: (price) => `Unter ${price} würde es sich nicht lohnen.` },
  weighed: {
    peak: 'Es bleibt unter der höchsten Leistung dieses Monats: mehr würde den ganzen Monat kosten.',
    tier: 'Es bleibt unter der Leistung, ab der jede kWh mehr kostet.',
    carbon: 'Dann ist der Strom sauberer, wie Sie es wünschen.',
    independence: 'So braucht es weniger Netz, wie Sie es wünschen.',
  },
};
