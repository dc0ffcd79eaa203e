import type { AdvisingWords } from '../en/advising.ts';

export const advising: AdvisingWords = {
  title: 'Alleen advies',
  about: 'Plannen worden gemaakt en getoond, en niets wordt ermee geschakeld. Grenzen en veiligheid blijven als altijd.',
  since: (time) => `Sinds ${time} worden plannen alleen getoond: je apparaten regelen zichzelf. Grenzen en veiligheid blijven als altijd, en wat je zelf schakelt gebeurt.`,
  start: 'Alleen adviseren',
  stop: 'Plannen weer volgen',
  asking: 'Je huis wordt gevraagd …',
  next: (act) => `Alleen advies. Volgens plan hierna: ${act}.`,
  would: (money) => `Zou ongeveer ${money} besparen vergeleken met geen automaat.`,
  wouldNot: 'Zou evenveel kosten als zonder automaat.',
  saved: (days, money) => `Op ${days} had het ongeveer ${money} bespaard.`,
  dearer: (days, money) => `Op ${days} had het ongeveer ${money} meer gekost.`,
  same: (days) => `Op ${days} had het geen verschil gemaakt.`,
  oneDay: '1 dag',
  days: (count) => `${count} dagen`,
  none: 'Wat het bespaard had, staat hier na de eerste hele dag.',
  table: 'Dag voor dag',
  heads: { date: 'Dag', planned: 'Volgens plan', left: 'Zonder automaat', paid: 'Betaald', difference: 'Had bespaard' },
  how: 'Achteraf gerekend met wat je huis echt gebruikte: het eerste plan van elke dag tegenover apparaten die zichzelf regelen, tegen dezelfde prijzen; wat accu’s aan het eind bevatten telt mee. Nieuwe plannen binnen een dag tellen niet. ‘Betaald’ is wat je meter over dezelfde uren zegt.',
  part: (day, share) => `${day}: maar ${share} van de dag is gehoord; de rest is zoals verwacht.`,
  done: { on: 'Plannen zijn vanaf nu alleen advies.', off: 'Plannen worden vanaf nu gevolgd.' },
};
