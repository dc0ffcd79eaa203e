/** What the home does now and why, in one sentence. */
export const doing = {
  paused: 'Automation is paused until you resume it. Your devices look after themselves.',
  pausedUntil: (time: string) => `Automation is paused until ${time}. Your devices look after themselves.`,
  nothing: 'No plan yet. Your devices look after themselves.',
  quiet: 'Nothing needs doing right now.',
  quietUntil: (time: string, what: string) => `Nothing to do until ${time}. Then ${what}`,
  verb: {
    charge: (device: string) => `${device} is charging`,
    surplus: (device: string) => `${device} takes spare power only`,
    discharge: (device: string) => `${device} is powering the home`,
    follow: (device: string) => `${device} is balancing the home`,
    idle: (device: string) => `${device} is waiting`,
    run: (device: string) => `${device} is running`,
  },
  because: {
    'cheap-slot': (price: string) => `because power is cheap now, ${price}.`,
    'dear-slot': (price: string) => `because power is dear now, ${price}.`,
    surplus: () => 'to use your own spare power.',
    limit: () => 'to stay under your limit.',
    deadline: () => 'to be ready in time.',
    reserve: () => 'to keep your reserve.',
    neutral: () => 'as it does by itself.',
  },
  becauseThen: {
    'cheap-slot': (price: string) => `while power is cheap, ${price}.`,
    'dear-slot': (price: string) => `while power is dear, ${price}.`,
    surplus: () => 'on your own spare power.',
    limit: () => 'so as to stay under your limit.',
    deadline: () => 'to be ready in time.',
    reserve: () => 'to keep your reserve.',
    neutral: () => 'as it does by itself.',
  },
};
