import type { DemoWords } from '../en/demo.ts';

export const demo: DemoWords = {
  title: 'Essayez',
  past: (share) => `La démonstration vit sa dernière semaine : ${share}.`,
  pastName: 'La dernière semaine de la démonstration',
  limit: (power, minutes) => `Envoyer une limite du réseau de ${power} pour ${minutes} minutes`,
  lift: 'Lever la limite',
  offer: (minutes, after) => `Faire offrir 50 ct par un opérateur pour consommer moins ${minutes} minutes, dans ${after} minutes`,
  allows: (power, time) => `Le réseau permet ${power} jusqu’à ${time}.`,
  state: {
    kept: (drawn) => `Tenu : votre logement prend ${drawn}.`,
    settling: (drawn) => `En baisse, ${drawn} maintenant.`,
    unkeepable: (drawn) => `Tout ce qui peut baisser a baissé, encore ${drawn}.`,
  },
  speed: 'Le temps dans la démonstration',
  times: (n) => `${n}×`,
};
