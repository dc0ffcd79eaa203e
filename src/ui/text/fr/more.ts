import type { Words } from '../en.ts';

export const more: Words['more'] = {
  title: 'Plus',
  sentence: (home, badge) => `${home} : ${badge}`,
  language: 'Langue',
  automatic: 'Comme le navigateur',
  demo: 'Démonstration',
  demoAbout: 'Un logement simulé dans ce navigateur, avec une batterie et un lave-vaisselle.',
  demoStart: 'Ouvrir la démonstration',
  demoEnd: 'Quitter la démonstration',
  about: 'À propos de Tidewatt',
  aboutText: 'Fonctionne sans internet et sans compte. Ce que fait votre logement reste chez vous.',
  setup: 'Il reste quelques questions. Votre logement tourne déjà.',
  setupOpen: 'Y répondre',
  setupLater: 'Pas maintenant',
  update: 'Une version plus récente est prête.',
  updateNow: 'Mettre à jour',
  memory: {
    newer: 'Une version plus récente de l’application garde les données de ce téléphone. Mettez-la à jour pour les voir hors ligne.',
    blocked: 'Un autre onglet est ouvert avec une version plus ancienne. Fermez-le pour garder les données sur ce téléphone.',
    unavailable: 'Ce navigateur ne garde pas de données ; sans la passerelle, rien n’est donc montré.',
    full: 'Il n’y a plus de place sur ce téléphone. Ce qui est montré sans la passerelle peut être ancien.',
  },
};
