import type { CaptureFormat } from './decoded.ts';
import { p1Capture } from './p1/decode.ts';

/** Every format that `decode` reads. */
export const CAPTURES: readonly CaptureFormat[] = [p1Capture];
