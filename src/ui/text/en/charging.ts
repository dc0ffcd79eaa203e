/** When a car charges by itself; fetched where there is one. */
export const charging = {
  title: 'When the car charges by itself',
  about: 'This is for times for which nothing is planned. A plan, and you, go before it.',
  ask: 'Chargers begin with these hours, so that not all cars charge when the grid is busiest. You may keep, change or drop them, now and at any time.',
  except: (hours: string) => `Not ${hours}.`,
  always: 'At any hour.',
  window: (days: string, from: string, to: string) => `${days} ${from}–${to}`,
  everyDay: 'every day',
  keep: 'Keep these hours',
  drop: 'Charge at any hour',
  change: 'Change the hours',
  from: 'Not from',
  to: 'to',
  remove: (window: string) => `Remove ${window}`,
  add: 'Add hours',
  done: 'Changed when the car charges by itself.',
};

export type ChargingWords = typeof charging;
