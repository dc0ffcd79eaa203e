/** One element of the binary encoding (SML 1.04, 6.2); null is an optional element that is not given. */
export type Element = Octets | Whole | List | { readonly kind: 'boolean'; readonly is: boolean } | { readonly kind: 'end' } | null;

export interface Octets {
  readonly kind: 'octets';
  readonly bytes: Uint8Array;
}
export interface Whole {
  readonly kind: 'whole';
  readonly value: bigint;
  readonly signed: boolean;
  /** Bytes it was sent in: meters leave leading ones out. */
  readonly length: number;
}
export interface List {
  readonly kind: 'list';
  readonly items: readonly Element[];
}

export interface Read {
  readonly element: Element;
  /** The first byte after it. */
  readonly end: number;
}

/** Lists of a message lie in one another five deep; what is deeper is no message. */
const DEEPEST = 8;

/** Undefined for what is no element, or goes over the end of the bytes. */
export function readElement(bytes: Uint8Array, at: number, depth = 0): Read | undefined {
  const head = readHead(bytes, at);
  if (!head) return undefined;
  const { type, length, end: start } = head;
  if (type === 'list') return depth < DEEPEST ? readList(bytes, start, length, depth) : undefined;
  if (bytes[at] === 0) return { element: { kind: 'end' }, end: start };
  const end = at + length;
  if (end < start || end > bytes.length) return undefined;
  const content = bytes.subarray(start, end);
  if (type === 'octets') return { element: content.length === 0 ? null : { kind: 'octets', bytes: content }, end };
  if (type === 'boolean') return content.length === 1 ? { element: { kind: 'boolean', is: content[0] !== 0 }, end } : undefined;
  return content.length >= 1 && content.length <= 8 ? { element: whole(content, type === 'signed'), end } : undefined;
}

/** As many elements as the list says. */
function readList(bytes: Uint8Array, start: number, count: number, depth: number): Read | undefined {
  const items: Element[] = [];
  let at = start;
  for (let item = 0; item < count; item++) {
    const read = readElement(bytes, at, depth + 1);
    if (!read) return undefined;
    items.push(read.element);
    at = read.end;
  }
  return { element: { kind: 'list', items }, end: at };
}

const TYPES = { 0x00: 'octets', 0x40: 'boolean', 0x50: 'signed', 0x60: 'unsigned', 0x70: 'list' } as const;
type Type = (typeof TYPES)[keyof typeof TYPES];
const MORE = 0x80;
const TYPE = 0x70;
const LENGTH = 0x0f;
/** Four bits of length each: 64 KiB, eight times the longest frame. */
const MOST_HEADS = 4;

interface Head {
  readonly type: Type;
  /** Of a list: its items; else: its bytes, the head among them. */
  readonly length: number;
  readonly end: number;
}

export function readHead(bytes: Uint8Array, at: number): Head | undefined {
  const first = bytes[at];
  const type = first === undefined ? undefined : TYPES[(first & TYPE) as keyof typeof TYPES];
  if (first === undefined || type === undefined) return undefined;
  let [byte, length, end] = [first, first & LENGTH, at + 1];
  while (byte & MORE) {
    const next = bytes[end];
    if (next === undefined || end - at >= MOST_HEADS) return undefined;
    length = (length << 4) | (next & LENGTH);
    byte = next;
    end++;
  }
  return { type, length, end };
}

function whole(content: Uint8Array, signed: boolean): Whole {
  const value = content.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return { kind: 'whole', value: signed ? BigInt.asIntN(8 * content.length, value) : value, signed, length: content.length };
}
