/** Single half-hours of a plan, decided by a person; fetched with the part that draws them. */
export const slots = {
  title: 'Half-hour by half-hour',
  decided: 'Half-hours you decided',
  off: 'Not in this half-hour',
  on: 'Run in this half-hour',
  charge: 'Charge in this half-hour',
  of: (device: string, from: string, to: string) => `${device} ${from}–${to}`,
  named: (slot: string, choice: string) => `${slot}: ${choice}`,
  stands: { on: 'decided by you', off: 'decided by you', planned: 'as planned', free: 'nothing planned', asking: 'asking your home …' },
  done: {
    on: (slot: string) => `${slot}: on, decided by you.`,
    off: (slot: string) => `${slot}: off, decided by you.`,
    freed: (slot: string) => `${slot}: as planned again.`,
  },
};

export type SlotsWords = typeof slots;
