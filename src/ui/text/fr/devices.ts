import type { DevicesWords } from '../en/devices.ts';
import { count as counted } from './count.ts';

export const devices: DevicesWords = {
  title: 'Appareils',
  sentence: (count, fine) =>
    count === fine ? counted(count, { one: 'Votre appareil fait ce qui lui est demandé.', other: `Vos ${count} appareils font ce qui leur est demandé.` }) : `À regarder : ${count - fine} sur ${count}.`,
  none: 'Pas encore d’appareil. Les batteries, prises et voitures reliées apparaissent ici.',
  state: {
    obeyed: 'Fait ce qui lui est demandé.',
    pending: 'Demandé, pas encore confirmé.',
    refused: 'N’a pas fait ce qui lui est demandé. Si cela dure, montrez la ligne ci-dessous à votre installateur.',
    offline: 'Ne répond pas. Est-il allumé, et sur votre réseau ?',
    unmanaged: 'Se gère seul.',
  },
  asked: 'Demandé',
  reported: 'Annonce',
  stored: 'En réserve',
  heard: 'Dernière réponse',
  never: 'jamais',
  nothingAsked: 'rien',
  ifSilent: 'Si nous nous taisons',
  fallback: { timer: 'revient à son propre mode par son minuteur', profile: 'passe à son propre mode sûr', none: 'reste comme il est' },
};
