import type { Words } from '../en.ts';

export const more: Words['more'] = {
  title: 'Meer',
  sentence: (home, badge) => `${home}: ${badge}`,
  language: 'Taal',
  automatic: 'Zoals de browser',
  demo: 'Voorbeeldhuis',
  demoAbout: 'Een nagebootst huis in deze browser, met een batterij en een vaatwasser.',
  demoStart: 'Voorbeeldhuis openen',
  demoEnd: 'Voorbeeldhuis verlaten',
  about: 'Over Tidewatt',
  aboutText: 'Werkt zonder internet en zonder account. Wat je huis doet, blijft thuis.',
  setup: 'Er zijn nog een paar vragen. Je huis draait al.',
  setupOpen: 'Beantwoorden',
  setupLater: 'Nu niet',
  update: 'Er staat een nieuwere versie klaar.',
  updateNow: 'Nu bijwerken',
};
