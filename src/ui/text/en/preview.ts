/** What a changed wish would do, before anybody is asked for it. */
export const preview = {
  /** The chips of wishes. */
  wish: {
    wishes: 'What you asked for',
    reserve: (device: string) => `${device} keeps`,
    readyBy: (device: string) => `${device} ready by`,
    storedBy: (device: string) => `${device} charged by`,
    less: 'less',
    more: 'more',
    earlier: 'earlier',
    later: 'later',
    pending: 'Waiting for your home to keep it.',
    noWishes: 'Nothing asked yet.',
    offerReady: (device: string, time: string) => `Have ${device} ready by ${time}`,
    offerReserve: (device: string, share: string) => `Always keep ${share} in ${device}`,
  },
  title: (wish: string, value: string) => `${wish} ${value}: what would change`,
  reckoning: 'Working out what that changes …',
  dearer: (money: string) => `About ${money} more than as it is planned now.`,
  cheaper: (money: string) => `About ${money} less than as it is planned now.`,
  same: 'It costs about the same as what is planned now.',
  costs: (cost: string, present: string, until: string) => `${cost} instead of ${present}, until ${until}.`,
  also: 'Then also:',
  unmoved: (device: string) => `Nothing is planned for ${device} until then.`,
  first: 'This is a first plan; a better one is looked for.',
  onRibbon: 'As it would be',
  away: (time: string, age: string) => `Your home cannot be reached. This is worked out from what it last said, at ${time} (${age}).`,
  later: (time: string) => `If you keep it, your home is asked as soon as it is there, until ${time}.`,
  unknown: {
    'no-problem': 'Your home has not said yet what there is to plan, so this phone cannot work it out. You can keep it all the same.',
    'too-old': 'What your home last said is too old to work this out. You can keep it all the same: your home is asked when it is there.',
    'not-planned': 'Nothing is known of this device now, so this phone cannot work it out. You can keep it all the same.',
    failed: 'This phone could not work it out. You can keep it all the same: your home plans it.',
  },
  keep: 'Keep',
  back: 'Back',
};
export type PreviewWords = typeof preview;
