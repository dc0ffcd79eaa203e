import type { Words } from './en.ts';
import { attention } from './fr/attention.ts';
import { doing } from './fr/doing.ts';
import { events } from './fr/events.ts';
import { later } from './fr/later.ts';
import { badge, badgeMeans } from './fr/link.ts';
import { more } from './fr/more.ts';
import { now } from './fr/now.ts';
import { override } from './fr/override.ts';
import { plan } from './fr/plan.ts';
import { frenchSpaces } from './fr/spaced.ts';
import { today } from './fr/today.ts';
import type { Language } from './language.ts';

const words: Words = {
  language: { tag: 'fr-FR', name: 'Français', direction: 'ltr', comma: ', ' },
  bar: { label: 'Écrans', now: 'Maintenant', today: 'Aujourd’hui', plan: 'Programme', devices: 'Appareils', more: 'Plus', events: 'Appels et offres', history: 'Historique', own: 'Votre fichier', settings: 'Réglages', setup: 'Premiers pas', tariff: 'Tarif', wall: 'Vue murale' },
  unknown: '–',
  simulated: 'simulé',
  estimated: 'estimé',
  close: 'Fermer',
  help: 'Aide',
  understood: 'OK',
  waiting: 'En attente de la première réponse de votre logement.',
  screenFailed: 'Cet écran n’a pas pu être chargé. Vérifiez la liaison avec votre logement, puis réessayez.',
  tryAgain: 'Réessayer',
  skip: 'Aller à l’écran',
  badge,
  badgeMeans,
  age: { seconds: (n) => `il y a ${n} s`, minutes: (n) => `il y a ${n} min`, hours: (n) => `il y a ${n} h`, days: (n) => `il y a ${n} j`, late: (age) => `en retard, ${age}`, asOf: (time) => `relevé de ${time}`, since: (time) => `Rien de nouveau depuis ${time}.` },
  now,
  doing,
  limit: {
    kept: (power) => `Reste sous ${power}, comme le réseau le demande.`,
    sent: (power) => `N’injecte pas plus de ${power}, comme le réseau le demande.`,
    settling: (power) => `Baisse pour rester sous ${power}, comme le réseau le demande.`,
    unkeepable: (power, excess) => `Le réseau permet ${power}. Tout ce qui peut baisser a baissé, il reste ${excess} de trop.`,
    connection: 'Reste dans ce que supporte votre raccordement.',
    connectionOver: (excess) => `Votre raccordement est dépassé : tout ce qui se règle est au minimum, encore ${excess} de trop.`,
  },
  pause: {
    open: 'Mettre en pause',
    title: 'Mettre toute l’automatisation en pause',
    about: 'En attendant, les appareils se gèrent seuls. La pause finit d’elle-même, ou quand vous reprenez.',
    hour: 'Pour 1 heure',
    tonight: 'Jusqu’à minuit',
    always: 'Jusqu’à ce que je reprenne',
    resume: 'Reprendre l’automatisation',
    asking: 'Demande envoyée chez vous …',
  },
  today,
  plan,
  attention,
  events,
  override,
  outdated: { disabled: 'Mettez d’abord l’application à jour' },
  more,
  spoken: { band: (word) => `Votre logement consomme ${word}.` },
};

/** Everything the app says in French. */
export const fr: Language = { words, later: async () => later, retell: frenchSpaces };
