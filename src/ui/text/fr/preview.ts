import type { PreviewWords } from '../en/preview.ts';

export const preview: PreviewWords = {
  title: (wish, value) => `${wish} ${value} : ce qui changerait`,
  reckoning: 'Calcul de ce que cela change …',
  dearer: (money) => `Environ ${money} de plus que ce qui est prévu maintenant.`,
  cheaper: (money) => `Environ ${money} de moins que ce qui est prévu maintenant.`,
  same: 'Le coût reste à peu près celui de ce qui est prévu maintenant.',
  costs: (cost, present, until) => `${cost} au lieu de ${present}, jusqu’à ${until}.`,
  also: 'Alors aussi :',
  unmoved: (device) => `Rien n’est prévu pour ${device} d’ici là.`,
  first: 'C’est un premier programme ; un meilleur est encore cherché.',
  onRibbon: 'Ce que cela donnerait',
  away: (time, age) => `Votre logement est injoignable. Calculé avec ce qu’il a dit en dernier, à ${time} (${age}).`,
  later: (time) => `Si vous le gardez, la demande part dès que votre logement est là, au plus tard à ${time}.`,
  unknown: {
    'no-problem': 'Votre logement n’a pas encore dit ce qu’il y a à prévoir ; ce téléphone ne peut pas le calculer. Vous pouvez le garder quand même.',
    'too-old': 'Ce que votre logement a dit en dernier est trop ancien pour calculer. Vous pouvez le garder quand même : la demande part quand il est là.',
    'not-planned': 'On ne sait rien de cet appareil pour l’instant ; ce téléphone ne peut pas le calculer. Vous pouvez le garder quand même.',
    failed: 'Ce téléphone n’a pas pu le calculer. Vous pouvez le garder quand même : votre logement s’en charge.',
  },
  keep: 'Garder',
  back: 'Retour',
};
