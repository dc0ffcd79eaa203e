/** What plans are for, the wishes without a field of their own, and what an act is worth by itself. */
export const wants = {
  intents: 'What plans are for',
  modes: {
    cheapest: { name: 'Cheapest', about: 'The lowest bill.' },
    greenest: { name: 'Greenest', about: 'Power with the least CO₂, also where it costs a little more.' },
    'self-reliant': { name: 'Self-reliant', about: 'Your own power first, as little from the grid as may be.' },
    comfort: { name: 'Comfort', about: 'Warm in the middle of its band, few starts.' },
  },
  others: 'Also asked for',
  remove: 'Take back',
  pending: 'Waiting for your home to keep it.',
  addedBy: (device: string, energy: string, time: string) => `${device}: ${energy} more by ${time}`,
  leaves: (device: string) => `${device} leaves by the week`,
  comfort: (device: string, low: string, high: string) => `${device} between ${low} and ${high}`,
  during: (from: string, to: string) => `${from}–${to}`,
  budget: { money: (money: string) => `At most ${money} a day`, energy: (energy: string) => `At most ${energy} a day` },
  quiet: (device: string, from: string, to: string) => `${device} is quiet ${from}–${to}`,
  own: (money: string) => `By itself this saves about ${money}.`,
  flip: { dearer: (price: string) => `Above ${price} it would not be worth it.`, cheaper: (price: string) => `Below ${price} it would not be worth it.` },
  weighed: {
    peak: 'It stays below the highest power that the month has had: more would cost all month.',
    tier: 'It stays below the power from which each kWh costs more.',
    carbon: 'The power is cleaner then, which you asked for.',
    independence: 'It needs the grid less, which you asked for.',
  },
};
export type WantsWords = typeof wants;
