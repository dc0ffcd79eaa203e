import type { Words } from '../en.ts';
import { count } from './count.ts';

export const events: Words['events'] = {
  none: 'Rien n’est offert ni demandé pour l’instant.',
  noneAbout: 'Quand un opérateur offre de l’argent pour consommer plus ou moins un moment, ou doit baisser quelque chose, c’est d’abord écrit ici.',
  sentence: {
    offered: (n) => count(n, { one: 'Une offre attend votre réponse.', other: `${n} offres attendent votre réponse.` }),
    running: 'Un appel est en cours.',
    ahead: (time) => `Le prochain appel commence ${time}.`,
    over: 'Aucun appel en cours.',
  },
  open: 'Appels et offres',
  demand: {
    'less-demand': 'Consommer moins',
    'more-demand': 'Consommer plus',
    'less-generation': 'Produire moins',
    'more-generation': 'Produire plus',
  },
  left: (left) => `encore ${left}`,
  duration: { seconds: (n) => `${n} s`, minutes: (n) => `${n} min`, wholeHours: (h) => `${h} h`, hours: (h, m) => `${h} h ${m} min`, days: (n) => `${n} j` },
  atMost: (power) => `${power} au plus`,
  atLeast: (power) => `${power} au moins`,
  asFar: 'autant que possible',
  perEvent: (money) => money,
  perKwh: (money) => `${money} le kWh`,
  optOut: 'Arrêter maintenant',
  before: 'Avant',
  during: 'Pendant',
  act: (what, from, to) => `${what} ${from}–${to}`,
  banner: {
    'less-demand': (issuer, to) => `Consomme moins pour ${issuer} jusqu’à ${to}`,
    'more-demand': (issuer, to) => `Consomme plus pour ${issuer} jusqu’à ${to}`,
    'less-generation': (issuer, to) => `Produit moins pour ${issuer} jusqu’à ${to}`,
    'more-generation': (issuer, to) => `Donne du courant pour ${issuer} jusqu’à ${to}`,
  },
  bannerLeft: (said, figure, left) => (figure === '' ? `${said}, ${left}.` : `${said} : ${figure}, ${left}.`),
  bannerAhead: (what, issuer, left) => `${what} pour ${issuer} : commence dans ${left}.`,
  standing: {
    import: (most, end) => `Une limite de ${most} vaut ${end} ; le logement est en dessous.`,
    export: (most, end) => `Pas plus de ${most} ne peut être injecté ${end} ; le logement est en dessous.`,
    until: (time) => `jusqu’à ${time}`,
    open: 'jusqu’à nouvel ordre',
    phase: (amps) => `${amps} par phase`,
  },
  past: 'Avant',
};
