/** What each device does, and what was asked of it; fetched with the screen of devices. */
export const devices = {
  title: 'Devices',
  sentence: (count: number, fine: number): string => (count === fine ? `${count === 1 ? 'Your device does' : `All ${count} devices do`} what they were asked.` : `${count - fine} of ${count} devices need a look.`),
  none: 'No devices yet. Linked batteries, plugs and cars appear here.',
  state: {
    obeyed: 'Does what it was asked.',
    pending: 'Was asked, has not confirmed yet.',
    refused: 'Did not do what it was asked. If it stays so, show your installer the line below.',
    offline: 'Does not answer. Is it on, and in your network?',
    unmanaged: 'Looks after itself.',
  },
  asked: 'Asked',
  reported: 'Reports',
  stored: 'Stored',
  heard: 'Last heard',
  never: 'never',
  nothingAsked: 'nothing',
  ifSilent: 'If we go silent',
  fallback: { timer: 'returns to its own mode by its timer', profile: 'goes to its own safe mode', none: 'stays as it is' } as Readonly<Record<string, string>>,
};

export type DevicesWords = typeof devices;
