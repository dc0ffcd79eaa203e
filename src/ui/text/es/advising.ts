import type { AdvisingWords } from '../en/advising.ts';

export const advising: AdvisingWords = {
  title: 'Solo consejo',
  about: 'Los planes se hacen y se muestran, y no se manda nada con ellos. Límites y seguridad siguen como siempre.',
  since: (time) => `Desde ${time} los planes solo se muestran: tus aparatos se cuidan solos. Límites y seguridad siguen como siempre, y lo que mandas tú se hace.`,
  start: 'Solo aconsejar',
  stop: 'Volver a seguir los planes',
  asking: 'Preguntando a tu casa …',
  next: (act) => `Solo consejo. Según el plan, ahora viene: ${act}.`,
  would: (money) => `Ahorraría unos ${money} frente a no tener automático.`,
  wouldNot: 'Costaría lo mismo que sin automático.',
  saved: (days, money) => `En ${days} habría ahorrado unos ${money}.`,
  dearer: (days, money) => `En ${days} habría costado unos ${money} más.`,
  same: (days) => `En ${days} no habría cambiado nada.`,
  oneDay: '1 día',
  days: (count) => `${count} días`,
  none: 'Lo que habría ahorrado sale aquí tras el primer día entero.',
  table: 'Día a día',
  heads: { date: 'Día', planned: 'Según el plan', left: 'Sin automático', paid: 'Pagado', difference: 'Habría ahorrado' },
  how: 'Calculado después con lo que tu casa gastó de verdad: el primer plan de cada día frente a aparatos que se cuidan solos, a los mismos precios; cuenta lo que guardan las baterías al final. Los planes nuevos del mismo día no cuentan. «Pagado» es lo que dice tu contador en las mismas horas.',
  part: (day, share) => `${day}: solo se oyó el ${share} del día; el resto es lo esperado.`,
  done: { on: 'Los planes son solo consejo desde ahora.', off: 'Los planes se siguen desde ahora.' },
};
