import type { AnswersWords } from '../en/answers.ts';

export const answers: AnswersWords = {
  refused: 'Ihr Zuhause hat es nicht angenommen.',
  conflict: 'Jemand anderes hat es vorher geändert. Sehen Sie nach und fragen Sie noch einmal.',
  late: 'Es kam zu spät an und wurde nicht getan.',
  expired: 'Ihr Zuhause war nicht rechtzeitig erreichbar. Nichts wurde geändert.',
  reason: (id) => `Für den Fachbetrieb: ${id}`,
  outdated: {
    about: 'Ihr Gateway ist neuer als diese App. Lesen geht weiter; um etwas zu ändern, erneuern Sie die App.',
    older: 'Ihr Gateway ist älter als diese App. Lesen geht weiter; um etwas zu ändern, laden Sie die App, die das Gateway mitbringt.',
  },
};
