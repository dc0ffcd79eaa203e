import type { Words } from '../en.ts';

export const doing: Words['doing'] = {
  paused: 'L’automatisation est en pause jusqu’à ce que vous repreniez. Vos appareils se gèrent seuls.',
  pausedUntil: (time) => `L’automatisation est en pause jusqu’à ${time}. Vos appareils se gèrent seuls.`,
  nothing: 'Pas encore de programme. Vos appareils se gèrent seuls.',
  advised: 'Conseil seulement : vos appareils se gèrent seuls.',
  quiet: 'Rien à faire en ce moment.',
  quietUntil: (time, what) => `Rien à faire jusqu’à ${time}. Ensuite : ${what}`,
  verb: {
    charge: (device) => `${device} se charge`,
    surplus: (device) => `${device} ne prend que votre surplus`,
    discharge: (device) => `${device} alimente le logement`,
    follow: (device) => `${device} équilibre le logement`,
    idle: (device) => `${device} attend`,
    run: (device) => `${device} est en marche`,
  },
  because: {
    'cheap-slot': (price) => `car le courant est bon marché, ${price}.`,
    'dear-slot': (price) => `car le courant est cher, ${price}.`,
    surplus: () => 'pour utiliser votre propre surplus.',
    limit: () => 'pour rester sous votre limite.',
    deadline: () => 'pour être prêt à l’heure.',
    reserve: () => 'pour garder votre réserve.',
    neutral: () => 'comme il le fait de lui-même.',
  },
  becauseThen: {
    'cheap-slot': (price) => `quand le courant est bon marché, ${price}.`,
    'dear-slot': (price) => `quand le courant est cher, ${price}.`,
    surplus: () => 'avec votre propre surplus.',
    limit: () => 'pour rester sous votre limite.',
    deadline: () => 'pour être prêt à l’heure.',
    reserve: () => 'pour garder votre réserve.',
    neutral: () => 'comme il le fait de lui-même.',
  },
};
