import type { PreviewWords } from '../en/preview.ts';

export const preview: PreviewWords = {
  title: (wish, value) => `${wish} ${value}: wat er zou veranderen`,
  reckoning: 'Uitrekenen wat dat verandert …',
  dearer: (money) => `Ongeveer ${money} meer dan zoals het nu gepland is.`,
  cheaper: (money) => `Ongeveer ${money} minder dan zoals het nu gepland is.`,
  same: 'Het kost ongeveer evenveel als nu gepland.',
  costs: (cost, present, until) => `${cost} in plaats van ${present}, tot ${until}.`,
  also: 'Dan ook:',
  unmoved: (device) => `Voor ${device} is tot dan niets gepland.`,
  first: 'Dit is een eerste plan; er wordt nog een beter gezocht.',
  onRibbon: 'Zo zou het worden',
  away: (time, age) => `Je huis is niet bereikbaar. Gerekend met wat het om ${time} voor het laatst zei (${age}).`,
  later: (time) => `Als je het houdt, wordt je huis gevraagd zodra het er is, uiterlijk tot ${time}.`,
  unknown: {
    'no-problem': 'Je huis heeft nog niet gezegd wat er te plannen is; deze telefoon kan het niet uitrekenen. Je kunt het toch houden.',
    'too-old': 'Wat je huis voor het laatst zei is te oud om mee te rekenen. Je kunt het toch houden: je huis wordt gevraagd als het er is.',
    'not-planned': 'Van dit apparaat is nu niets bekend; deze telefoon kan het niet uitrekenen. Je kunt het toch houden.',
    failed: 'Deze telefoon kon het niet uitrekenen. Je kunt het toch houden: je huis plant het.',
  },
  keep: 'Houden',
  back: 'Terug',
};
