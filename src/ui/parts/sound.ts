/** Hz, s: two tones that carry through a door and frighten nobody. */
const TONES = [880, 660] as const;
const LENGTH = 0.25;
const LOUDNESS = 0.3;

let context: AudioContext | undefined;

/** Browsers give a page its sound by a touch or a key: to be called from one. @returns whether there is sound now. */
export async function wakeSound(): Promise<boolean> {
  context ??= new AudioContext();
  // A browser that waits for a touch never settles this: what counts is the state a moment later.
  await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 300))]);
  return hasSound();
}

export const hasSound = (): boolean => context?.state === 'running';

/** Two short tones; nothing while the browser keeps the page silent. */
export function beep(): void {
  if (!context || !hasSound()) return;
  const { currentTime, destination } = context;
  for (const [n, hertz] of TONES.entries()) {
    const tone = new OscillatorNode(context, { frequency: hertz });
    const volume = new GainNode(context, { gain: LOUDNESS });
    tone.connect(volume).connect(destination);
    tone.start(currentTime + n * LENGTH);
    tone.stop(currentTime + (n + 1) * LENGTH);
  }
}
