/** Cuts pieces of a text into records: a line end inside quotes ends none. CR LF, LF and CR end a line. */
export class LineCutter {
  private rest = '';
  private line = 1;

  /** @param take gets a record and the line that it begins in, from 1. */
  constructor(private readonly take: (record: string, line: number) => void) {}

  push(piece: string): void {
    const text = this.rest + piece;
    // A CR at the end may be half of a CR LF.
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    this.rest = text.slice(this.cut(text, end));
    if (this.rest.length > LONGEST_RECORD) this.flush();
  }

  end(): void {
    this.flush();
  }

  private cut(text: string, end: number): number {
    let from = 0;
    let isQuoted = false;
    let lines = 0;
    for (let at = 0; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) isQuoted = !isQuoted;
      if (code !== LF && code !== CR) continue;
      const isPair = code === CR && text.charCodeAt(at + 1) === LF;
      lines += 1;
      if (isQuoted && at - from < LONGEST_RECORD) {
        if (isPair) at += 1;
        continue;
      }
      this.give(text.slice(from, at), lines);
      if (isPair) at += 1;
      [from, lines, isQuoted] = [at + 1, 0, false];
    }
    return from;
  }

  private give(record: string, lines: number): void {
    if (record.trim() !== '') this.take(record, this.line);
    this.line += lines;
  }

  private flush(): void {
    const record = this.rest;
    this.rest = '';
    if (record.trim() !== '') this.take(record, this.line);
  }
}

const [QUOTE, LF, CR] = [34, 10, 13];
/** Longer is no line of a table: a quote that nobody closed. */
const LONGEST_RECORD = 10_000;
