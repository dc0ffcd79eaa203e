import type { CaptureFormat, DecodedCapture } from '../decoded.ts';
import { decodeTelegrams } from '../p1/decode.ts';
import { redacted } from '../p1/redact.ts';
import { D0_ZONE } from './d0.ts';
import { SevenBits } from './sevenBits.ts';
import { D0Finder, parseD0 } from './telegrams.ts';

/** Everything that a capture of a D0 port says. @param zone IANA zone of the meter's clock. */
export const decodeD0 = (capture: Uint8Array, zone: string): DecodedCapture => decodeTelegrams(capture, zone, { finder: new D0Finder(), parse: parseD0 });

export const d0Capture: CaptureFormat = {
  name: 'd0',
  encrypts: false,
  remedy: 'Capture the bytes as they come from the optical head, 9600 baud and 8N1 or 7E1, for at least ten seconds.',
  decode: (capture, { zone }) => decodeD0(capture, zone ?? D0_ZONE),
  // Without the parity bits; a byte whose parity was wrong stays no character.
  redact: (capture) => redacted(new SevenBits().plain(capture)),
};
