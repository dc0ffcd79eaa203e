import { parseQuantity } from './quantity.ts';

/** One data object: `A-B:C.D.E(value)(value)`, IEC 62056-61. */
export interface ObisObject {
  /** "1-0:1.8.1"; the group F is written only where it is not the usual 255. */
  readonly obis: string;
  readonly medium: number;
  readonly channel: number;
  /** "1.8.1": what is measured, without medium and channel. */
  readonly code: string;
  /** What stands in the brackets. */
  readonly values: readonly string[];
}

/** The objects of a telegram by their code, the first of each: a meter that says a thing twice is not believed the second time. */
export type Objects = ReadonlyMap<string, ObisObject>;

export interface Telegram {
  /** Maker, baud rate and type of the meter, without the start mark. */
  readonly identification: string;
  readonly objects: readonly ObisObject[];
  /** Lines that are no data object, or whose number is none. */
  readonly malformed: number;
}

const OBJECT = /^(\d{1,3})-(\d{1,3}):(\d{1,3}\.\d{1,3}\.\d{1,3})(?:\*(\d{1,3}))?((?:\([^()]*\))+)$/;
const CONTINUED = /^(?:\([^()]*\))+$/;

/** Reads the lines of a frame from start to end mark. A malformed line is counted and left out, the rest stays. */
export function parseTelegram(frame: Uint8Array): Telegram {
  const text = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString('latin1');
  const [first = '', ...lines] = text.slice(0, text.lastIndexOf('!')).split('\r\n');
  const objects: ObisObject[] = [];
  let malformed = 0;
  let above: ObisObject | undefined;
  for (const line of lines.filter((text) => text !== '')) {
    const continued = above && continuation(above, line);
    const object = continued ?? parseObject(line);
    if (continued) objects.pop();
    if (object) objects.push(object);
    else malformed++;
    above = object;
  }
  return { identification: first.slice(1), objects, malformed };
}

/** A line of brackets alone goes on with the object above (DSMR 2 and 3 write gas so), and is lost where that one was. */
const continuation = (above: ObisObject, line: string): ObisObject | undefined =>
  CONTINUED.test(line) ? { ...above, values: [...above.values, ...bracketed(line)] } : undefined;

function parseObject(line: string): ObisObject | undefined {
  const match = OBJECT.exec(line);
  if (!match) return undefined;
  const [, medium = '', channel = '', code = '', group, brackets = ''] = match;
  const values = bracketed(brackets);
  if (values.some((value) => value.includes('*') && !parseQuantity(value))) return undefined;
  const suffix = group === undefined || group === '255' ? '' : `*${group}`;
  return { obis: `${medium}-${channel}:${code}${suffix}`, medium: Number(medium), channel: Number(channel), code, values };
}

const bracketed = (text: string): readonly string[] => text.slice(1, -1).split(')(');
