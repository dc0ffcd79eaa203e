import type { AnswersWords } from '../en/answers.ts';

export const answers: AnswersWords = {
  refused: 'Votre logement ne l’a pas accepté.',
  conflict: 'Quelqu’un d’autre l’a changé avant vous. Regardez, puis redemandez.',
  late: 'C’est arrivé trop tard et n’a pas été fait.',
  expired: 'Votre logement n’a pas pu être joint à temps. Rien n’a changé.',
  reason: (id) => `Pour l’installateur : ${id}`,
  outdated: {
    about: 'Votre passerelle est plus récente que cette application. Vous pouvez encore lire ici ; pour changer quelque chose, mettez l’application à jour.',
    older: 'Votre passerelle est plus ancienne que cette application. Vous pouvez encore lire ici ; pour changer quelque chose, chargez l’application que la passerelle fournit.',
  },
};
