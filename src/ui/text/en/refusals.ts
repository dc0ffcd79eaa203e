/** Why the home did not accept what was asked, where it is worth a sentence; by the stable id of the reason. */
export const refusals: Readonly<Record<string, string>> = {
  'already-over': 'The time chosen is over already.',
  over: 'The event is over.',
  firm: 'It is ordered and cannot be refused.',
  'unknown-device': 'Your home does not know this device.',
  'unknown-event': 'This event is not known any more.',
  'unknown-ladder': 'Your home has no such power threshold now.',
  'nothing-reaches': 'Nothing is set up that could reach you while this app is closed.',
  'locked-out': 'After several interruptions a restart has to wait.',
  'restart-at-the-meter': 'Restart it at the meter.',
  'acknowledge-first': 'Acknowledge the interruption first.',
  'not-interrupted': 'Nothing is interrupted.',
  'power-unknown': 'The meter does not say what the home draws, so a restart would be blind.',
  'still-over': 'Too much is still switched on.',
  'storage-down': 'Your gateway cannot write to its disk, so it did not take it.',
  'not-kept': 'Done, but your gateway cannot write to its disk: a restart would forget it.',
  busy: 'Too much is asked at once. Try again in a moment.',
};
