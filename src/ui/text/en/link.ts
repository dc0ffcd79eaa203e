/** What the badge says of the way from meter to phone, and one step where it is broken. */
export const badge = {
  'not-paired': 'No home yet',
  connecting: 'Connecting',
  refused: 'Not let in',
  'no-gateway': 'No gateway',
  'no-meter': 'No meter',
  'meter-waiting': 'Waiting for meter',
  ended: 'Replay ended',
  'storage-failed': 'Not saving',
  'no-internet': 'No internet',
  demo: 'Demo home',
  live: 'Live',
};

export const badgeMeans = {
  'not-paired': 'This phone is not linked to a home.',
  connecting: 'Looking for your gateway.',
  refused: 'Your gateway does not know this phone any more. Open a new one-time link from it on this phone.',
  'no-gateway': 'This phone cannot reach your gateway. Your home goes on by itself. Is the phone on the home network?',
  'no-meter': 'The gateway answers but hears nothing from the meter. Check the cable at the meter’s port.',
  'meter-waiting': 'The gateway answers and waits for the first reading of the meter.',
  ended: 'The recording has come to its end. Start it again to see it live.',
  'storage-failed': 'The gateway cannot write to its disk. It goes on, but will not remember. Free some space on it.',
  'no-internet': 'Your gateway could not fetch new prices from the internet. Your home goes on without them.',
  demo: 'This home is simulated in your browser. Nothing here is real.',
  live: 'Meter, gateway and phone are linked.',
};
