/** `crc`: a check is wrong; `length`: it cannot be so long; `too-long`: it does not end; `cut`: its other parts did not come. */
export type BadFrame = 'crc' | 'length' | 'too-long' | 'cut';

/** A frame of the line, or an APDU that stands alone. */
export interface LinkFrame {
  readonly kind: 'frame';
  readonly link: 'hdlc' | 'mbus' | 'none';
  /** Where it begins in the stream, and its bytes as they came, without a closing flag. */
  readonly at: number;
  readonly bytes: Uint8Array;
  /** What it carries of an APDU, escapes taken out. */
  readonly payload: Uint8Array;
  /** Where the payload's bytes stand in `bytes`: at its beginning, or with escapes between. */
  readonly payloadAt: number;
  readonly isStuffed: boolean;
  /** Whether an APDU begins here, and whether it ends. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Of the parts of an APDU; null where the line does not number them. */
  readonly sequence: number | null;
}

export interface BadLink {
  readonly kind: 'bad';
  readonly reason: BadFrame;
  readonly at: number;
  readonly length: number;
}

/** What begins at the first byte: `none` nothing of this kind, `waiting` more bytes are needed. `at` is still 0. */
export type LinkRead = LinkFrame | BadLink | 'none' | 'waiting';

export const badLink = (reason: BadFrame, length: number): BadLink => ({ kind: 'bad', reason, at: 0, length });
