import type { AdvisingWords } from '../en/advising.ts';

export const advising: AdvisingWords = {
  title: 'Conseil seulement',
  about: 'Les programmes sont faits et montrés, et rien n’est commandé par eux. Limites et sécurité restent comme toujours.',
  since: (time) => `Depuis ${time} les programmes sont seulement montrés : vos appareils se gèrent seuls. Limites et sécurité restent comme toujours, et ce que vous commandez vous-même est fait.`,
  start: 'Seulement conseiller',
  stop: 'Suivre de nouveau les programmes',
  asking: 'Demande envoyée …',
  next: (act) => `Conseil seulement. Selon le programme, ensuite : ${act}.`,
  would: (money) => `Économiserait environ ${money} par rapport à aucune automatisation.`,
  wouldNot: 'Coûterait autant que sans automatisation.',
  saved: (days, money) => `En ${days}, cela aurait économisé environ ${money}.`,
  dearer: (days, money) => `En ${days}, cela aurait coûté environ ${money} de plus.`,
  same: (days) => `En ${days}, cela n’aurait rien changé.`,
  oneDay: '1 jour',
  days: (count) => `${count} jours`,
  none: 'Ce que cela aurait économisé apparaît ici après le premier jour entier.',
  table: 'Jour par jour',
  heads: { date: 'Jour', planned: 'Selon le programme', left: 'Sans automatisation', paid: 'Payé', difference: 'Aurait économisé' },
  how: 'Calculé après coup avec ce que votre logement a vraiment consommé : le premier programme de chaque jour face à des appareils laissés seuls, aux mêmes prix, en comptant ce que les batteries contiennent à la fin. Les nouveaux programmes d’une même journée ne comptent pas. « Payé » est ce que dit votre compteur pour les mêmes heures.',
  part: (day, share) => `${day} : seulement ${share} de la journée a été entendu ; le reste est comme prévu.`,
  done: { on: 'Les programmes ne sont plus que des conseils.', off: 'Les programmes sont de nouveau suivis.' },
};
