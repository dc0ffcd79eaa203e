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
  memory: {
    newer: 'Eine neuere Version der App verwahrt die Daten dieses Telefons. Erneuern Sie die App, um sie ohne Netz zu sehen.',
    blocked: 'Ein anderer Tab hat eine ältere Version offen. Schließen Sie ihn, damit dieses Telefon Daten behält.',
    unavailable: 'Dieser Browser behält keine Daten der App; ohne Gateway ist darum nichts zu sehen.',
    full: 'Auf diesem Telefon ist kein Platz mehr. Ohne Gateway ist das Gezeigte vielleicht alt.',
  },
};
