import type { ChargingWords } from '../en/charging.ts';

export const charging: ChargingWords = {
  title: 'Quand la voiture se charge d’elle-même',
  about: 'Pour les moments où rien n’est prévu. Un programme, et vous, passez avant.',
  ask: 'Les bornes commencent avec ces heures, pour que les voitures ne se chargent pas toutes quand le réseau est le plus chargé. Vous pouvez les garder, les changer ou les retirer, maintenant et à tout moment.',
  except: (hours) => `Pas ${hours}.`,
  always: 'À toute heure.',
  window: (days, from, to) => `${days} ${from}–${to}`,
  everyDay: 'tous les jours',
  keep: 'Garder ces heures',
  drop: 'Charger à toute heure',
  change: 'Changer les heures',
  from: 'Pas de',
  to: 'à',
  remove: (window) => `Retirer ${window}`,
  add: 'Ajouter des heures',
  done: 'Les heures de charge ont été changées.',
};
