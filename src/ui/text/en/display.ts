/** What a home’s display adds up, and how its figures are read aloud. */
export const display = {
  flow: {
    title: 'Where the power flows',
    grid: 'Grid',
    home: 'Home',
    used: 'uses',
    made: 'makes',
    rest: 'next to nothing',
    /** Into the home, and out of it. */
    ways: { grid: ['bought', 'sent out'], battery: ['gives', 'charges'], car: ['gives', 'charges'], pv: ['makes', 'uses'] } as Readonly<Record<'grid' | 'battery' | 'car' | 'pv', readonly [string, string]>>,
  },
  soFar: 'So far',
  running: { day: 'Today', week: 'This week', month: 'This month', year: 'This year' },
  time: 'Time',
  cost: 'Cost',
  energy: 'Energy',
  gas: 'Gas',
  gasCost: 'Gas, cost',
  atPriceNow: 'Some of the gas is reckoned at its price of today.',
  partly: (name: string) => `${name}, partly known`,
  goingOn: (name: string) => `${name}, so far`,
  none: 'Sums appear here after the first half-hour.',
  away: 'Your gateway cannot be reached, so older sums may be missing.',
  lately: { day: 'Last 8 days', week: 'Last 5 weeks', month: 'Last 13 months' },
  aloud: 'Read aloud',
  units: {
    W: ['watt', 'watts'],
    kW: ['kilowatt', 'kilowatts'],
    kWh: ['kilowatt hour', 'kilowatt hours'],
    VA: ['volt-ampere', 'volt-amperes'],
    kVA: ['kilovolt-ampere', 'kilovolt-amperes'],
    A: ['amp', 'amps'],
    'm³': ['cubic metre', 'cubic metres'],
    p: ['penny', 'pence'],
    ct: ['cent', 'cents'],
    'Rp.': ['rappen', 'rappen'],
    '¢': ['cent', 'cents'],
  },
  minus: 'minus',
  to: 'to',
};

export type DisplayWords = typeof display;
