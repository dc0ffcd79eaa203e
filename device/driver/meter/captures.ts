import type { CaptureFormat } from './decoded.ts';
import { dlmsCapture } from './dlms/decode.ts';
import { p1Capture } from './p1/decode.ts';
import { smlCapture } from './sml/decode.ts';

/** Every format that `decode` reads. */
export const CAPTURES: readonly CaptureFormat[] = [p1Capture, smlCapture, dlmsCapture];
