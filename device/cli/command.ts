/** What a command may touch of the world; a test hands in its own. */
export interface Terminal {
  /** The bytes of a FILE as the caller named it, `most` of them where that is given. @throws Refusal `file-unreadable`, `file-too-large`. */
  read(file: string, most?: number): Promise<Uint8Array>;
  /** One line of the answer, as JSON, on standard output. */
  print(answer: unknown): void;
  /** Text of the answer that is not JSON (`decode --redact`); never with `--json`. */
  write(text: string | Uint8Array): void;
  /** A word to the person, on standard error. */
  note(text: string): void;
  /** True when the caller asked for JSON only. */
  readonly json: boolean;
}

/** One command of `npm run tidewatt -- NAME …`: its file, and a line in the list of main.ts. */
export interface Command {
  readonly name: string;
  /** The call on one line, without the name. */
  readonly usage: string;
  /** @returns the exit code, 0 = answered. @throws Refusal for what the caller can mend; anything else is our fault. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}
