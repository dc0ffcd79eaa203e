import type { Words } from '../en.ts';

export const badge: Words['badge'] = {
  'not-paired': 'Nog geen huis',
  connecting: 'Verbinden',
  refused: 'Geen toegang',
  'no-gateway': 'Geen gateway',
  'no-meter': 'Geen meter',
  'meter-waiting': 'Wacht op meter',
  ended: 'Opname klaar',
  'storage-failed': 'Bewaart niets',
  'no-internet': 'Geen internet',
  demo: 'Voorbeeldhuis',
  live: 'Verbonden',
};

export const badgeMeans: Words['badgeMeans'] = {
  'not-paired': 'Deze telefoon is niet met een huis verbonden.',
  connecting: 'Je gateway wordt gezocht.',
  refused: 'Je gateway kent deze telefoon niet meer. Open hier een nieuwe eenmalige link.',
  'no-gateway': 'Deze telefoon kan je gateway niet bereiken. Je huis gaat vanzelf door. Zit de telefoon op het netwerk thuis?',
  'no-meter': 'De gateway antwoordt maar hoort niets van de meter. Controleer de kabel in de poort van de meter.',
  'meter-waiting': 'De gateway antwoordt en wacht op de eerste meting van de meter.',
  ended: 'De opname is afgelopen. Start hem opnieuw om hem weer te zien.',
  'storage-failed': 'De gateway kan niet op zijn schijf schrijven. Hij gaat door, maar onthoudt niets. Maak daar ruimte vrij.',
  'no-internet': 'Je gateway kon geen nieuwe prijzen van internet halen. Je huis gaat zonder die prijzen door.',
  demo: 'Dit huis wordt in je browser nagebootst. Niets hier is echt.',
  live: 'Meter, gateway en telefoon zijn verbonden.',
};
