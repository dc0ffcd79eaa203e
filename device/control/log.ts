/** A line for whoever reads the gateway's journal. Standard output stays free: it carries one line, the address. */
export function log(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** A reader that goes away (a closed terminal, a rotated log) must not end control. */
export function surviveClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
