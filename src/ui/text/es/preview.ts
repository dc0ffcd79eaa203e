import type { PreviewWords } from '../en/preview.ts';

export const preview: PreviewWords = {
  title: (wish, value) => `${wish} ${value}: qué cambiaría`,
  reckoning: 'Calculando qué cambia …',
  dearer: (money) => `Unos ${money} más que lo previsto ahora.`,
  cheaper: (money) => `Unos ${money} menos que lo previsto ahora.`,
  same: 'Cuesta más o menos lo mismo que lo previsto ahora.',
  costs: (cost, present, until) => `${cost} en vez de ${present}, hasta ${until}.`,
  also: 'Entonces también:',
  unmoved: (device) => `Hasta entonces no hay nada previsto para ${device}.`,
  first: 'Es un primer plan; se busca uno mejor.',
  onRibbon: 'Cómo quedaría',
  away: (time, age) => `No se puede llegar a tu casa. Calculado con lo último que dijo, a las ${time} (${age}).`,
  later: (time) => `Si lo conservas, se le pide a tu casa en cuanto esté, como mucho hasta ${time}.`,
  unknown: {
    'no-problem': 'Tu casa aún no ha dicho qué hay que planificar; este teléfono no puede calcularlo. Puedes conservarlo igualmente.',
    'too-old': 'Lo último que dijo tu casa es demasiado viejo para calcular. Puedes conservarlo igualmente: se le pide a tu casa cuando esté.',
    'not-planned': 'Ahora no se sabe nada de este aparato; este teléfono no puede calcularlo. Puedes conservarlo igualmente.',
    failed: 'Este teléfono no ha podido calcularlo. Puedes conservarlo igualmente: tu casa lo planifica.',
  },
  keep: 'Conservar',
  back: 'Volver',
};
