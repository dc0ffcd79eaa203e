import type { ChargingWords } from '../en/charging.ts';

export const charging: ChargingWords = {
  title: 'Wanneer de auto vanzelf laadt',
  about: 'Dit geldt voor tijden waarvoor niets gepland is. Een plan, en jij, gaan voor.',
  ask: 'Laadpalen beginnen met deze uren, zodat niet alle auto’s laden als het net het drukst is. Je mag ze houden, veranderen of schrappen, nu en altijd.',
  except: (hours) => `Niet ${hours}.`,
  always: 'Op elk uur.',
  window: (days, from, to) => `${days} ${from}–${to}`,
  everyDay: 'elke dag',
  keep: 'Deze uren houden',
  drop: 'Op elk uur laden',
  change: 'De uren veranderen',
  from: 'Niet van',
  to: 'tot',
  remove: (window) => `${window} weghalen`,
  add: 'Uren toevoegen',
  done: 'De laaduren zijn veranderd.',
};
