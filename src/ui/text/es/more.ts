import type { Words } from '../en.ts';

export const more: Words['more'] = {
  title: 'Más',
  sentence: (home, badge) => `${home}: ${badge}`,
  language: 'Idioma',
  automatic: 'Como el navegador',
  demo: 'Casa de prueba',
  demoAbout: 'Una casa simulada en este navegador, con batería y lavavajillas.',
  demoStart: 'Abrir la casa de prueba',
  demoEnd: 'Salir de la casa de prueba',
  about: 'Sobre Tidewatt',
  aboutText: 'Funciona sin internet y sin cuenta. Lo que hace tu casa se queda en casa.',
  setup: 'Quedan unas preguntas. Tu casa ya funciona.',
  setupOpen: 'Responder',
  setupLater: 'Ahora no',
  update: 'Hay una versión más nueva lista.',
  updateNow: 'Actualizar ahora',
};
