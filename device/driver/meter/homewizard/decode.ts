import type { CaptureFormat } from '../decoded.ts';
import { jsonCapture } from '../json/capture.ts';
import { p1Capture } from '../p1/decode.ts';
import { SLASH } from '../p1/marks.ts';
import { homewizard } from './homewizard.ts';

const bodies = jsonCapture(homewizard);

/** Bodies of the local API; what `/api/v1/telegram` and `/api/telegram` answer is the P1 telegram itself, and is read as one. */
export const homewizardCapture: CaptureFormat = {
  ...bodies,
  decode: (capture, options) => formatOf(capture).decode(capture, options),
  redact: (capture, options) => formatOf(capture).redact(capture, options),
};

const formatOf = (capture: Uint8Array): CaptureFormat => (capture.find((byte) => byte > 0x20) === SLASH ? p1Capture : bodies);
