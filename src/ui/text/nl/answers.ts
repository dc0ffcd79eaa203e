import type { AnswersWords } from '../en/answers.ts';

export const answers: AnswersWords = {
  refused: 'Je huis heeft het niet aangenomen.',
  conflict: 'Iemand anders heeft het eerst veranderd. Kijk nog eens en vraag het dan opnieuw.',
  late: 'Het kwam te laat aan en is niet gedaan.',
  expired: 'Je huis was niet op tijd bereikbaar. Er is niets veranderd.',
  reason: (id) => `Voor de installateur: ${id}`,
  outdated: {
    about: 'Je gateway is nieuwer dan deze app. Lezen gaat nog; werk de app bij om iets te veranderen.',
    older: 'Je gateway is ouder dan deze app. Lezen gaat nog; laad de app die je gateway meebrengt om iets te veranderen.',
  },
};
