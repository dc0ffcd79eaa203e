import { FrameFinder, type Found } from '../p1/frame.ts';
import type { TelegramSource } from '../p1/stream.ts';
import { parseTelegram, type Telegram } from '../p1/telegram.ts';
import type { FoundTelegram } from '../p1/telegrams.ts';
import { DAMAGED, SevenBits } from './sevenBits.ts';

/** The telegrams of a D0 port: those of P1 without a check (IEC 62056-21, 6.3, mode D). */
export class D0Finder implements TelegramSource {
  readonly #bits = new SevenBits();
  readonly #frames = new FrameFinder();

  get skipped(): number {
    return this.#frames.skipped;
  }

  push(chunk: Uint8Array): FoundTelegram[] {
    return this.#frames.push(this.#bits.plain(chunk)).map(told);
  }

  end(): FoundTelegram[] {
    return this.#frames.end().map(told);
  }
}

function told(found: Found): FoundTelegram {
  if (found.kind === 'bad') return { kind: 'bad', reason: found.reason };
  return found.bytes.includes(DAMAGED) ? { kind: 'bad', reason: 'parity' } : { kind: 'telegram', bytes: found.bytes, check: found.check };
}

/** Letters that stand for a number of the groups C and D (IEC 62056-61, annex A). */
const LETTERS: Readonly<Record<string, number>> = { C: 96, F: 97, L: 98, P: 99 };
const LINE = /^(?:(\d{1,3}-\d{1,3}):)?(\d{1,3}|[CFLP])\.(\d{1,3}|[CFLP])(?:\.(\d{1,3}))?(\*\d{1,3})?(\(.*)$/;
const REGISTER = /^[1-4]\.8\.\d+$/;

/**
 * The lines as P1 would write them: whole codes ("1.8.0" is 1-0:1.8.0, "C.1.0" 0-0:96.1.0), no 255 for a power's rate
 * (EasyMeter), and the unit of a register that is shown in kWh and has none (Hager eHZ).
 */
export function parseD0(frame: Uint8Array): Telegram {
  const text = Buffer.from(frame).toString('latin1');
  return parseTelegram(Buffer.from(text.split('\r\n').map(wholeLine).join('\r\n'), 'latin1'));
}

function wholeLine(line: string): string {
  const match = LINE.exec(line);
  if (!match) return line;
  const [, prefix, c = '', d = '', rate = '0', group = '', values = ''] = match;
  const e = d === '7' && rate === '255' ? '0' : rate;
  const code = `${LETTERS[c] ?? c}.${LETTERS[d] ?? d}.${e}`;
  const medium = prefix ?? (c in LETTERS ? '0-0' : '1-0');
  return `${medium}:${code}${group}${REGISTER.test(code) ? values.replace(/^\((\d+(?:\.\d+)?)\)$/, '($1*kWh)') : values}`;
}
