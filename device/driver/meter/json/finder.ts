/** A message is not longer than this, bytes; what the meters of these formats say is a tenth of it. */
export const LONGEST_MESSAGE = 65_536;

/** One message as it came, `topic payload` or a body alone, or what was begun and never became one. */
export type JsonFound =
  | { readonly kind: 'message'; readonly topic: string | null; readonly text: string }
  | { readonly kind: 'bad'; readonly reason: 'cut' | 'too-long' };

/** A message begins at the first column: `topic` blank `{..}` or `[..]`, or the braces alone; what stands further in belongs to one. */
const BEGINS = /^(?:([^\s{}[\]"]+)[ \t]+)?([{[].*)$/s;
/** A payload that is no JSON object has a topic of at least two levels before it. */
const PLAIN = /^(\S+)[ \t]+(\S.*)$/s;
const isTopic = (text: string): boolean => text.includes('/') && !/[{}[\]"]/.test(text);
const LINE_FEED = 0x0a;

/** Messages in lines of text. A JSON body may go over several lines: until its braces are closed, or the next message begins. */
export class JsonFinder {
  #line: Buffer[] = [];
  #length = 0;
  #overlong = false;
  #open: Body | null = null;
  #first = true;
  /** Bytes of no message, or of one that the end cuts. */
  skipped = 0;

  push(chunk: Uint8Array): JsonFound[] {
    const found: JsonFound[] = [];
    for (let at = 0; at < chunk.length; ) {
      const feed = chunk.indexOf(LINE_FEED, at);
      const end = feed < 0 ? chunk.length : feed + 1;
      this.#take(chunk.subarray(at, end), found);
      if (feed >= 0) this.#finishLine(found);
      at = end;
    }
    return found;
  }

  end(): JsonFound[] {
    const found: JsonFound[] = [];
    this.#finishLine(found);
    this.skipped += this.#open?.size ?? 0;
    this.#open = null;
    return found;
  }

  /** What a line that never ends holds is not kept. */
  #take(piece: Uint8Array, found: JsonFound[]): void {
    this.#length += piece.length;
    if (this.#length <= LONGEST_MESSAGE) this.#line.push(Buffer.from(piece));
    else if (!this.#overlong) {
      this.#overlong = true;
      found.push({ kind: 'bad', reason: 'too-long' });
    }
  }

  #finishLine(found: JsonFound[]): void {
    const [line, size, overlong] = [Buffer.concat(this.#line).toString('utf8'), this.#length, this.#overlong];
    [this.#line, this.#length, this.#overlong] = [[], 0, false];
    if (overlong) this.#open = null;
    else if (size > 0) this.#read(this.#first ? line.replace(/^\uFEFF/, '') : line, size, found);
    this.#first = false;
  }

  #read(line: string, size: number, found: JsonFound[]): void {
    const begun = BEGINS.exec(line);
    if (begun) return this.#begin(begun[1] ?? null, begun[2] ?? '', size, found);
    if (this.#open) return this.#goOn(this.#open, line, size, found);
    const [, topic, payload] = PLAIN.exec(line) ?? [];
    if (topic !== undefined && payload !== undefined && isTopic(topic)) found.push({ kind: 'message', topic, text: payload.trim() });
    else if (line.trim() !== '') this.skipped += size;
  }

  #begin(topic: string | null, text: string, size: number, found: JsonFound[]): void {
    if (this.#open) found.push({ kind: 'bad', reason: 'cut' });
    this.#open = new Body(topic);
    this.#goOn(this.#open, text, size, found);
  }

  #goOn(body: Body, text: string, size: number, found: JsonFound[]): void {
    const rest = body.add(text, size);
    if (rest !== null) {
      found.push({ kind: 'message', topic: body.topic, text: body.text });
      this.skipped += Buffer.byteLength(rest.trim());
    } else if (body.size > LONGEST_MESSAGE) found.push({ kind: 'bad', reason: 'too-long' });
    else return;
    this.#open = null;
  }
}

/** A JSON text while it comes: only its braces and strings are looked at. */
class Body {
  readonly topic: string | null;
  readonly #parts: string[] = [];
  #depth = 0;
  #quoted = false;
  #escaped = false;
  size = 0;

  constructor(topic: string | null) {
    this.topic = topic;
  }

  get text(): string {
    return this.#parts.join('');
  }

  /** @returns what stands behind the last brace of the body, null while it is open. */
  add(text: string, size: number): string | null {
    this.size += size;
    for (let at = 0; at < text.length; at++) {
      if (!this.#closes(text[at])) continue;
      this.#parts.push(text.slice(0, at + 1));
      return text.slice(at + 1);
    }
    this.#parts.push(text);
    return null;
  }

  #closes(sign: string | undefined): boolean {
    if (this.#escaped) this.#escaped = false;
    else if (sign === '"') this.#quoted = !this.#quoted;
    else if (this.#quoted) this.#escaped = sign === '\\';
    else if (sign === '{' || sign === '[') this.#depth++;
    else if (sign === '}' || sign === ']') return --this.#depth === 0;
    return false;
  }
}
