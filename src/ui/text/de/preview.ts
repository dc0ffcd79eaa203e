import type { PreviewWords } from '../en/preview.ts';

export const preview: PreviewWords = {
  title: (wish, value) => `${wish} ${value}: was sich ändern würde`,
  reckoning: 'Rechne aus, was das ändert …',
  dearer: (money) => `Etwa ${money} mehr als so, wie es jetzt geplant ist.`,
  cheaper: (money) => `Etwa ${money} weniger als so, wie es jetzt geplant ist.`,
  same: 'Es kostet etwa so viel wie jetzt geplant.',
  costs: (cost, present, until) => `${cost} statt ${present}, bis ${until}.`,
  also: 'Dann auch:',
  unmoved: (device) => `Für ${device} ist bis dahin nichts geplant.`,
  first: 'Das ist ein erster Plan; ein besserer wird noch gesucht.',
  onRibbon: 'So würde es',
  away: (time, age) => `Ihr Zuhause ist nicht erreichbar. Gerechnet mit dem, was es zuletzt um ${time} gesagt hat (${age}).`,
  later: (time) => `Wenn Sie es behalten, wird Ihr Zuhause gefragt, sobald es da ist, längstens bis ${time}.`,
  unknown: {
    'no-problem': 'Ihr Zuhause hat noch nicht gesagt, was zu planen ist; dieses Telefon kann es nicht ausrechnen. Behalten können Sie es trotzdem.',
    'too-old': 'Was Ihr Zuhause zuletzt gesagt hat, ist zu alt zum Rechnen. Behalten können Sie es trotzdem: Ihr Zuhause wird gefragt, wenn es da ist.',
    'not-planned': 'Von diesem Gerät ist gerade nichts bekannt; dieses Telefon kann es nicht ausrechnen. Behalten können Sie es trotzdem.',
    failed: 'Dieses Telefon konnte es nicht ausrechnen. Behalten können Sie es trotzdem: Ihr Zuhause plant es.',
  },
  keep: 'Behalten',
  back: 'Zurück',
};
