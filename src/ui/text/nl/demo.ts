import type { DemoWords } from '../en/demo.ts';

export const demo: DemoWords = {
  title: 'Probeer het',
  past: (share) => `Het voorbeeldhuis beleeft zijn laatste week: ${share}.`,
  pastName: 'De laatste week van het voorbeeldhuis',
  limit: (power, minutes) => `Stuur een grens van het net van ${power} voor ${minutes} minuten`,
  lift: 'Grens opheffen',
  offer: (minutes, after) => `Laat een dienst 50 ct bieden voor ${minutes} minuten minder verbruik, over ${after} minuten`,
  allows: (power, time) => `Het net staat ${power} toe tot ${time}.`,
  state: {
    kept: (drawn) => `Gelukt: je huis neemt ${drawn}.`,
    settling: (drawn) => `Gaat omlaag, nu ${drawn}.`,
    unkeepable: (drawn) => `Alles wat lager kan staat laag, nog steeds ${drawn}.`,
  },
  speed: 'Tijd in het voorbeeldhuis',
  times: (n) => `${n}×`,
};
