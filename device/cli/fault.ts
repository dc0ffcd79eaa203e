import { Refusal, type Refused } from '#domain/units/refusal.ts';

/** Exit codes of the command line (docs/formats/calling.md). */
export const EXIT = { answered: 0, budgetMissed: 1, wrongUse: 2, nothingValid: 3, ourFault: 70 } as const;

export interface Fault {
  readonly code: number;
  readonly error: Pick<Refused, 'id' | 'message' | 'remedy'>;
}

/** What the command line says of an error, and how it exits. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Refusal) {
    const { id, message, remedy } = error;
    return { code: error.kind === 'nothing-valid' ? EXIT.nothingValid : EXIT.wrongUse, error: { id, message, remedy } };
  }
  const message = `Tidewatt failed at this: ${error instanceof Error ? error.message : String(error)}`;
  return { code: EXIT.ourFault, error: { id: 'fault', message, remedy: 'Please report it with the command and the lines above.' } };
}

/** Wrong use of a command: exit 2. */
export const wrongUse = (message: string, remedy: string): Refusal => new Refusal({ id: 'wrong-use', message, remedy });
