import { type Element, readElement, readHead } from './element.ts';
import { checkIs, type SmlFrame } from './frame.ts';

/** One message of a file (SML 1.04, 5): what it is, what it says, and where its check covers it. */
export interface Message {
  /** 0x0101 open, 0x0701 the values, 0x0201 close. */
  readonly choice: number;
  readonly body: Element;
  /** First byte, first byte of the check element, and first after the message, in the frame's content. */
  readonly at: number;
  readonly checkAt: number;
  readonly end: number;
  /** The check as the meter sent it, as a number. */
  readonly check: number;
}

/** transaction, group, what to do on error, body, check, end. */
const PARTS = 6;

/** The messages of a frame in their order; undefined for what is not a file of messages. */
export function messagesOf(content: Uint8Array): readonly Message[] | undefined {
  const messages: Message[] = [];
  for (let at = 0; at < content.length; ) {
    // Between and behind the messages are zeros that fill the frame up.
    if (content[at] === 0) {
      at++;
      continue;
    }
    const message = readMessage(content, at);
    if (!message) return undefined;
    messages.push(message);
    at = message.end;
  }
  return messages;
}

/**
 * Every message carries its own check. A frame that is right by X-25 may hold messages right by either (Holley), one that
 * is right by Kermit only messages right by Kermit too: a damaged frame is not taken for one of another kind.
 */
export function messagesAreRight({ check, content }: SmlFrame, messages: readonly Message[]): boolean {
  const checks = messages.map(({ at, checkAt, check: value }) => checkIs(value, content, at, checkAt));
  return checks.every((one) => (check === 'x25' ? one !== 'wrong' : one === 'kermit'));
}

function readMessage(content: Uint8Array, at: number): Message | undefined {
  const head = readHead(content, at);
  if (head?.type !== 'list' || head.length !== PARTS) return undefined;
  let checkAt = head.end;
  let body: Element = null;
  for (let part = 0; part < PARTS - 2; part++) {
    const read = readElement(content, checkAt);
    if (!read) return undefined;
    body = read.element;
    checkAt = read.end;
  }
  const check = readElement(content, checkAt);
  const closed = check && readElement(content, check.end);
  if (check?.element?.kind !== 'whole' || check.element.signed || closed?.element?.kind !== 'end') return undefined;
  const [choice, said] = body?.kind === 'list' && body.items.length === 2 ? body.items : [];
  if (choice?.kind !== 'whole' || said === undefined) return undefined;
  return { choice: Number(choice.value), body: said, at, checkAt, end: closed.end, check: swapped(Number(check.element.value)) };
}

/** The check is sent low byte first, and so stands in its element turned round. */
const swapped = (value: number): number => ((value & 0xff) << 8) | ((value >> 8) & 0xff);
