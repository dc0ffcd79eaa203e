import type { override as english } from '../en/override.ts';

/** Von Hand eingreifen, von jeder Seite aus. */
export const override: typeof english = {
  open: 'Eingreifen',
  title: 'Eingreifen',
  about: 'Endet von selbst. Grenzen und Sicherheit gelten weiter.',
  for: 'Für',
  length: { half: '30 min', hour: '1 Stunde', two: '2 Stunden', midnight: 'bis Mitternacht' },
  boost: { store: 'Jetzt laden', profile: 'Jetzt starten', envelope: 'Voll an', modes: 'Voll an', other: 'An' },
  off: 'Aus',
  boostOf: (device, act) => `${device}: ${act}`,
  until: (time) => `bis ${time}`,
  cost: (money) => `kostet höchstens ${money}`,
  back: 'Zurück zum Plan',
  backOf: (device) => `${device}: zurück zum Plan`,
  standing: { on: (time) => `Von Hand an bis ${time}`, off: (time) => `Von Hand aus bis ${time}` },
  progress: { pending: 'gebeten, noch nicht bestätigt', obeyed: 'bestätigt', refused: 'hat nicht gehorcht', offline: 'antwortet nicht', unmanaged: 'noch nicht bestätigt' },
  asking: 'Ihr Zuhause wird gefragt …',
  none: 'Hier gibt es kein Gerät, in das Sie eingreifen können.',
  undo: 'Rückgängig',
  done: {
    pause: 'Automatik angehalten.',
    resume: 'Automatik läuft weiter.',
    on: (device, time) => `${device} an bis ${time}.`,
    off: (device, time) => `${device} aus bis ${time}.`,
    back: (device) => `${device} folgt wieder dem Plan.`,
    'opt-out': 'Sie sind aus dem Ereignis ausgestiegen.',
  },
  queued: 'Gebeten, Ihr Zuhause antwortet noch.',
};
