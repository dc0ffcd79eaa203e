import { Refusal, type Refused } from '#domain/units/refusal.ts';

/** One line for the person, then one for a program (FORMATS, Calling). */
export function failureLines({ id, message, remedy }: Refused): string {
  const sentence = message.replace(/\s+/g, ' ');
  return `${sentence} ${remedy}\n${JSON.stringify({ error: { id, message: sentence, remedy } })}\n`;
}

/** A fault of ours still gets a sentence; the stack goes in front of it. */
export const ourFault = (error: unknown): Refused => ({
  id: 'internal',
  message: `Tidewatt could not start: ${(error instanceof Error ? error.message : String(error)).trim().replace(/\.+$/, '')}.`,
  remedy: 'This is a fault of Tidewatt itself: report it with the lines above.',
});

export const refuse = (id: string, message: string, remedy: string): Refusal => new Refusal({ id, message, remedy });
