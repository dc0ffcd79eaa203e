import { cipheredApdu, decipher, readKeys, type CipherFault, type MeterKeys } from '../dlms/cipher.ts';
import { FrameFinder, type BadFrame, type Found } from './frame.ts';
import { SealedFinder, type Piece } from './sealed.ts';

/** `key-missing`: it is encrypted, and no key was given; `key`: the key does not open it, or it is damaged; `parity`: of a byte. */
export type BadTelegram = BadFrame | CipherFault | 'parity';

export type FoundTelegram =
  | { readonly kind: 'telegram'; readonly bytes: Uint8Array; readonly check: 'right' | 'none'; readonly isSealed?: true }
  | { readonly kind: 'bad'; readonly reason: BadTelegram };

/** The authentication key of Luxembourg's meters, the same for all (Smarty P1 1.1.3, 3.2.5). */
const USUAL_AUTHENTICATION = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

export type P1Keys = Required<{ readonly [Name in keyof MeterKeys]: Uint8Array }>;

/** 32 hexadecimal digits, or 64 with an authentication key other than the usual one. @throws Refusal `meter-key`. */
export function p1Keys(text: string | null | undefined): P1Keys | null {
  const keys = readKeys(text);
  return keys && { encryption: keys.encryption, authentication: keys.authentication ?? USUAL_AUTHENTICATION };
}

/** The telegrams of a P1 port, encrypted or not, in bytes of any pieces. */
export class TelegramFinder {
  readonly #sealed = new SealedFinder();
  readonly #plain = new FrameFinder();
  readonly #keys: P1Keys | null;

  constructor(keys: P1Keys | null) {
    this.#keys = keys;
  }

  /** Bytes so far that belong to no telegram, good or bad. */
  get skipped(): number {
    return this.#sealed.skipped + this.#plain.skipped;
  }

  push(chunk: Uint8Array): FoundTelegram[] {
    return this.#sealed.push(chunk).flatMap((piece) => this.#read(piece));
  }

  end(): FoundTelegram[] {
    return [...this.#sealed.end().flatMap((piece) => this.#read(piece)), ...this.#plain.end().map(told)];
  }

  #read(piece: Piece): FoundTelegram[] {
    if (piece.kind === 'plain') return this.#plain.push(piece.bytes).map(told);
    return [piece.kind === 'cut' ? { kind: 'bad', reason: 'cut' } : this.#opened(piece.apdu)];
  }

  /** The telegram in an encrypted frame: the tag proves it, the telegram's own check is looked at all the same. */
  #opened(apdu: Uint8Array): FoundTelegram {
    const text = openedText(apdu, this.#keys);
    if (typeof text === 'string') return { kind: 'bad', reason: text };
    const finder = new FrameFinder();
    const [first] = [...finder.push(text), ...finder.end()];
    const found: FoundTelegram = first ? told(first) : { kind: 'bad', reason: 'unsupported' };
    return found.kind === 'telegram' ? { ...found, isSealed: true } : found;
  }
}

/** What an encrypted frame holds. */
export function openedText(apdu: Uint8Array, keys: P1Keys | null): Uint8Array | CipherFault {
  const ciphered = cipheredApdu(apdu);
  return ciphered ? decipher(ciphered, keys) : 'unsupported';
}

const told = (found: Found): FoundTelegram => (found.kind === 'bad' ? { kind: 'bad', reason: found.reason } : { kind: 'telegram', bytes: found.bytes, check: found.check });
