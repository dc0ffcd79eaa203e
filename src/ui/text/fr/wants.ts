import type { WantsWords } from '../en/wants.ts';

export const wants: WantsWords = {
  intents: 'But des plans',
  modes: {
    cheapest: { name: 'Économique', about: 'La facture la plus basse.' },
    greenest: { name: 'Vert', about: 'Le courant qui émet le moins de CO₂, même un peu plus cher.' },
    'self-reliant': { name: 'Autonome', about: 'Votre propre courant d’abord, le moins possible du réseau.' },
    comfort: { name: 'Confort', about: 'Chaud au milieu de la plage, peu de démarrages.' },
  },
  others: 'Demandé aussi',
  remove: 'Retirer',
  pending: 'En attente que votre maison le garde.',
  addedBy: (device, energy, time) => `${device} : ${energy} de plus avant ${time}`,
  leaves: (device) => `${device} part selon la semaine`,
  comfort: (device, low, high) => `${device} entre ${low} et ${high}`,
  during: (from, to) => `${from}–${to}`,
  budget: { money: (money) => `Au plus ${money} par jour`, energy: (energy) => `Au plus ${energy} par jour` },
  quiet: (device, from, to) => `${device} se tait ${from}–${to}`,
  own: (money) => `À lui seul, cela économise environ ${money}.`,
  flip: { dearer: (price) => `Au-dessus de ${price}, cela ne vaudrait plus la peine.`, cheaper: (price) => `Au-dessous de ${price}, cela ne vaudrait plus la peine.` },
  weighed: {
    peak: 'Cela reste sous la plus forte puissance du mois : davantage coûterait tout le mois.',
    tier: 'Cela reste sous la puissance à partir de laquelle chaque kWh coûte plus.',
    carbon: 'Le courant est alors plus propre, comme vous le souhaitez.',
    independence: 'Cela demande moins au réseau, comme vous le souhaitez.',
  },
};
