/** Path of a Chromium; ends the process with one line and code 2 where there is none. */
export function ensureChromium(): string;
export const CHROMIUM_FLAGS: readonly string[];
