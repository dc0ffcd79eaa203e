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
};
