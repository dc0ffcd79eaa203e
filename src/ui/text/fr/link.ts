import type { Words } from '../en.ts';

export const badge: Words['badge'] = {
  'not-paired': 'Pas de logement',
  connecting: 'Connexion',
  refused: 'Accès refusé',
  'no-gateway': 'Pas de passerelle',
  'no-meter': 'Pas de compteur',
  'meter-waiting': 'Compteur attendu',
  ended: 'Lecture finie',
  'storage-failed': 'Rien n’est gardé',
  'no-internet': 'Pas d’internet',
  demo: 'Démonstration',
  live: 'En direct',
};

export const badgeMeans: Words['badgeMeans'] = {
  'not-paired': 'Ce téléphone n’est lié à aucun logement.',
  connecting: 'Recherche de votre passerelle.',
  refused: 'Votre passerelle ne connaît plus ce téléphone. Ouvrez ici un nouveau lien à usage unique.',
  'no-gateway': 'Ce téléphone ne joint pas votre passerelle. Votre logement continue seul. Le téléphone est-il sur le réseau de la maison ?',
  'no-meter': 'La passerelle répond mais n’entend rien du compteur. Vérifiez le câble sur la prise du compteur.',
  'meter-waiting': 'La passerelle répond et attend la première mesure du compteur.',
  ended: 'L’enregistrement est terminé. Relancez-le pour le revoir.',
  'storage-failed': 'La passerelle ne peut pas écrire sur son disque. Elle continue, mais ne retiendra rien. Libérez-y de la place.',
  'no-internet': 'Votre passerelle n’a pas pu chercher de nouveaux prix sur internet. Votre logement continue sans eux.',
  demo: 'Ce logement est simulé dans votre navigateur. Rien n’est réel ici.',
  live: 'Compteur, passerelle et téléphone sont reliés.',
};
