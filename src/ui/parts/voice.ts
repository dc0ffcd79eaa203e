/** How a person wants to be spoken to. */
export interface Voice {
  /** 0..1. */
  readonly volume: number;
  /** 1 = the voice's own pace. */
  readonly pace: number;
}

export const hasVoice = (): boolean => 'speechSynthesis' in globalThis;

/** Says it instead of what is being said. @param language tag of the text. */
export function sayAloud(text: string, language: string, { volume, pace }: Voice): void {
  if (!hasVoice()) return;
  const said = new SpeechSynthesisUtterance(text);
  said.lang = language;
  said.volume = volume;
  said.rate = pace;
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
}

export function beSilent(): void {
  if (hasVoice()) speechSynthesis.cancel();
}
