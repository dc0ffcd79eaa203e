const HEX_TEXT = /^(?:\s*[0-9A-Fa-f]{2})+\s*$/;
/** As many lines as programs write hold a frame each, without its flags: they begin with the frame format of HDLC. */
const HDLC_LINE = /^a[0-7]/i;

/** A capture written as hexadecimal digits, a frame a line or wrapped anywhere; itself where it is bytes. */
export function bytesOfCapture(capture: Uint8Array): Uint8Array {
  if (!isHexText(capture)) return capture;
  const lines = textOfCapture(capture).split(/[\r\n]+/).map((line) => line.replace(/\s/g, ''));
  return Buffer.from(lines.map((line) => (HDLC_LINE.test(lines[0] ?? '') && HDLC_LINE.test(line) ? `7e${line}7e` : line)).join(''), 'hex');
}

/** The bytes again in the way the capture was written. */
export function writtenLike(capture: Uint8Array, bytes: Uint8Array): Uint8Array {
  return isHexText(capture) ? Buffer.from(`${Buffer.from(bytes).toString('hex')}\n`, 'latin1') : bytes;
}

const textOfCapture = (capture: Uint8Array): string => Buffer.from(capture.buffer, capture.byteOffset, capture.byteLength).toString('latin1');

/** No frame and no APDU begins with the letter of a hexadecimal digit. */
const isHexText = (capture: Uint8Array): boolean => HEX_TEXT.test(textOfCapture(capture));
