import { Refusal } from '#domain/units/refusal.ts';

/** The operating system's code of an error ("EACCES"), or its text. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error));

/** Why house cannot start: told to control, which prints it. `remedy` is what the person can do about it. */
export const refuse = (id: string, message: string, remedy: string, cause?: unknown): Refusal =>
  new Refusal({ id, message, remedy, ...(cause === undefined ? {} : { detail: String(cause) }) });
