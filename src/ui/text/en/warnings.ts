/** How a warning reaches people, and what the supply did; fetched with More. */
export const warnings = {
  none: 'Your home has no power threshold, so there is nothing to warn of.',
  threshold: { import: (power: string) => `You are warned when use stays above ${power}.`, export: (power: string) => `You are warned when more than ${power} is sent out.` },
  average: (minutes: string) => `Counted as the average over ${minutes} min.`,
  atMeter: 'The meter itself interrupts; a restart is at the meter.',
  reached: 'A warning reaches you by',
  reaches: { wall: 'the sound of a screen on the wall', sounder: 'the sounder of the gateway', relay: 'a relay', mqtt: 'a notification of your home automation' },
  nothing: 'Nothing can reach you while this app is closed. Set up a sounder, a relay or a notification, or keep a screen open with its sound on.',
  test: 'Send a test',
  tested: 'A test was sent. Did you hear it?',
  sound: 'Sound on this screen',
  soundAbout: 'Beeps while a warning waits to be acknowledged. Only while this app is open here.',
  soundWaits: 'The browser is silent until this screen is touched once.',
  supply: {
    title: 'Your supply',
    unchecked: 'Nobody has said how much this home can generate. Under a limit, sun makes room only once a device’s step has proven the meter.',
    doubted: 'The meter goes against what the devices take: it may be turned round, or count in kW. Limits are kept without it.',
    generation: {
      question: 'What can this home generate itself, beside its devices? Sun on the roof counts, a battery does not.',
      most: 'Highest power (kW)',
      say: 'That is it',
      none: 'Nothing',
      nothing: 'This home generates nothing itself: feed-in on the meter is not believed.',
      atMost: (power: string) => `This home generates at most ${power}.`,
      byFile: 'So says the home file of the installer.',
      change: 'Change',
    },
    sags: 'Sags of voltage, three months',
    swells: 'Swells of voltage, three months',
    meterFailures: 'Outages counted by the meter',
    meterLong: 'of them long',
    none: 'Nothing of note.',
    list: 'Of late',
  },
};

export type WarningsWords = typeof warnings;
