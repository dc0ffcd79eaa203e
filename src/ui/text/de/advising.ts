import type { AdvisingWords } from '../en/advising.ts';

export const advising: AdvisingWords = {
  title: 'Nur Rat',
  about: 'Pläne werden gemacht und gezeigt, und nichts wird nach ihnen geschaltet. Grenzen und Sicherheit gelten wie immer.',
  since: (time) => `Seit ${time} werden Pläne nur gezeigt: Ihre Geräte sorgen für sich selbst. Grenzen und Sicherheit gelten wie immer, und was Sie selbst schalten, geschieht.`,
  start: 'Nur raten',
  stop: 'Plänen wieder folgen',
  asking: 'Frage zu Hause …',
  next: (act) => `Nur Rat. Nach Plan als Nächstes: ${act}.`,
  would: (money) => `Würde etwa ${money} gegenüber keiner Automatik sparen.`,
  wouldNot: 'Würde so viel kosten wie ohne Automatik.',
  saved: (days, money) => `An ${days} hätte es etwa ${money} gespart.`,
  dearer: (days, money) => `An ${days} hätte es etwa ${money} mehr gekostet.`,
  same: (days) => `An ${days} hätte es keinen Unterschied gemacht.`,
  oneDay: '1 Tag',
  days: (count) => `${count} Tagen`,
  none: 'Was es gespart hätte, steht hier nach dem ersten ganzen Tag.',
  table: 'Tag für Tag',
  heads: { date: 'Tag', planned: 'Nach Plan', left: 'Ohne Automatik', paid: 'Bezahlt', difference: 'Hätte gespart' },
  how: 'Nachgerechnet mit dem, was Ihr Zuhause wirklich verbraucht hat: der erste Plan jedes Tages gegen Geräte, die für sich selbst sorgen, zu denselben Preisen; was Speicher am Ende halten, zählt mit. Neue Pläne am selben Tag zählen nicht. „Bezahlt“ ist, was Ihr Zähler für dieselben Stunden sagt.',
  part: (day, share) => `${day}: nur ${share} des Tages gehört; der Rest ist wie erwartet.`,
  done: { on: 'Pläne sind ab jetzt nur Rat.', off: 'Plänen wird ab jetzt gefolgt.' },
};
