import type { Words } from '../en.ts';

export const more: Words['more'] = {
  title: 'Mehr',
  sentence: (home, badge) => `${home}: ${badge}`,
  language: 'Sprache',
  automatic: 'Wie der Browser',
  demo: 'Vorführung',
  demoAbout: 'Ein simuliertes Zuhause in diesem Browser, mit Batterie und Spülmaschine.',
  demoStart: 'Vorführung öffnen',
  demoEnd: 'Vorführung verlassen',
  about: 'Über Tidewatt',
  aboutText: 'Läuft ohne Internet und ohne Konto. Was Ihr Zuhause tut, bleibt zu Hause.',
  setup: 'Ein paar Fragen sind offen. Ihr Zuhause läuft schon.',
  setupOpen: 'Beantworten',
  setupLater: 'Nicht jetzt',
  update: 'Eine neuere Version ist bereit.',
  updateNow: 'Jetzt erneuern',
};
