/** Why house cannot start: told to control, which prints it and ends with exit code 2. */
export class StartFailure extends Error {
  constructor(
    /** Stable id. */
    readonly id: string,
    message: string,
    /** What the person can do about it. */
    readonly remedy: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'StartFailure';
  }
}

/** The operating system's code of an error ("EACCES"), or its text. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error));
