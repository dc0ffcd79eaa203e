import type { MeterKindName } from '#domain/meter/kinds.ts';
import { BLOCK_TRANSFER, type Assembled } from './assembler.ts';
import { cipheredApdu, isAuthenticated } from './cipher.ts';

const GENERAL_CIPHERING = 0xdd;

/** Which of the kinds of push it is; null = the usual one. */
export function kindOf({ apdu, pieces }: Assembled): MeterKindName | null {
  if (apdu === null || apdu.length === 0) return null;
  const ciphered = cipheredApdu(apdu);
  const isSecured = apdu[0] === GENERAL_CIPHERING || (ciphered !== undefined && isAuthenticated(ciphered)) || pieces.some(({ frame, start }) => frame.payload[start] === BLOCK_TRANSFER || frame.payload[0] === BLOCK_TRANSFER);
  return isSecured ? 'dlms-secured' : null;
}
