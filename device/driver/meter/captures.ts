import { d0Capture } from './d0/decode.ts';
import type { CaptureFormat } from './decoded.ts';
import { glow } from './glow/glow.ts';
import { homewizardCapture } from './homewizard/decode.ts';
import { jsonCapture } from './json/capture.ts';
import { dlmsCapture } from './dlms/decode.ts';
import { p1Capture } from './p1/decode.ts';
import { smlCapture } from './sml/decode.ts';
import { shelly } from './shelly/shelly.ts';
import { tasmota } from './tasmota/tasmota.ts';
import { ticCapture } from './tic/decode.ts';

/** Every format that `decode` reads. */
export const CAPTURES: readonly CaptureFormat[] = [p1Capture, d0Capture, smlCapture, dlmsCapture, ticCapture, jsonCapture(glow), homewizardCapture, jsonCapture(shelly), jsonCapture(tasmota)];
