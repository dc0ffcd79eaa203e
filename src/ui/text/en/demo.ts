/** What a visitor may try in the demo home; fetched with it. */
export const demo = {
  title: 'Try it',
  past: (share: string) => `The demo home is living through its last week: ${share}.`,
  pastName: 'The last week of the demo home',
  limit: (power: string, minutes: string) => `Send a grid limit of ${power} for ${minutes} minutes`,
  lift: 'Lift the limit',
  offer: (minutes: string, after: string) => `Let an operator offer 50 ct for ${minutes} minutes of less use, in ${after} minutes`,
  allows: (power: string, time: string) => `The grid allows ${power} until ${time}.`,
  state: {
    kept: (drawn: string) => `Kept: your home draws ${drawn}.`,
    settling: (drawn: string) => `Turning down, ${drawn} now.`,
    unkeepable: (drawn: string) => `All that can be turned down is down, still ${drawn}.`,
  },
  speed: 'Time in the demo home',
  times: (n: string) => `${n}×`,
};

export type DemoWords = typeof demo;
