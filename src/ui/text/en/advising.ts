/** Plans that are only shown, and what they would have saved. */
export const advising = {
  title: 'Advice only',
  about: 'Plans are made and shown, and nothing is commanded by them. Limits and safety go on as ever.',
  since: (time: string) => `Since ${time} plans are only shown: your devices look after themselves. Limits and safety go on as ever, and what you switch yourself is done.`,
  start: 'Only advise',
  stop: 'Follow plans again',
  asking: 'Asking your home …',
  next: (act: string) => `Advice only. By plan, next: ${act}.`,
  would: (money: string) => `It would save about ${money} against no automation.`,
  wouldNot: 'It would cost the same as no automation.',
  saved: (days: string, money: string) => `On ${days} it would have saved about ${money}.`,
  dearer: (days: string, money: string) => `On ${days} it would have cost about ${money} more.`,
  same: (days: string) => `On ${days} it would have made no difference.`,
  oneDay: '1 day',
  days: (count: string) => `${count} days`,
  none: 'What it would have saved stands here after the first whole day.',
  table: 'Day by day',
  heads: { date: 'Day', planned: 'By plan', left: 'Left alone', paid: 'Paid', difference: 'Would have saved' },
  how: 'Reckoned afterwards with what your home really used: each day’s first plan against devices left to themselves, at the same prices, with what batteries hold at the end valued. New plans within a day are not counted. “Paid” is what your meter says, for the same hours.',
  part: (day: string, share: string) => `${day}: only ${share} of the day was heard; the rest is as expected.`,
  done: { on: 'Plans are advice from now on.', off: 'Plans are followed from now on.' },
};
export type AdvisingWords = typeof advising;
