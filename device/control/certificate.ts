import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileFault, refuse } from './failure.ts';

const REMEDY = 'Give --cert and --key as PEM files of one certificate, for the name that phones use.';

/**
 * A network bind is TLS or nothing (DESIGN, Ways in): the page could neither be installed nor trusted otherwise.
 * @throws Refusal when `--lan` has no usable certificate, or one of the pair is missing.
 */
export function checkCertificate(lan: boolean, cert: string | null, key: string | null): void {
  if (lan && cert === null) throw refuse('lan-needs-certificate', '--lan opens the app to the network, and that needs a certificate.', REMEDY);
  if (cert === null && key === null) return;
  if (cert === null || key === null) throw refuse('certificate-incomplete', `--${cert === null ? 'key' : 'cert'} was given without its ${cert === null ? 'certificate' : 'key'}.`, REMEDY);
  const certificate = parse('--cert', cert, (pem) => new X509Certificate(pem));
  const privateKey = parse('--key', key, createPrivateKey);
  if (!certificate.checkPrivateKey(privateKey)) throw refuse('certificate-mismatch', `The key ${key} does not belong to the certificate ${cert}.`, REMEDY);
}

function parse<T>(flag: string, file: string, read: (pem: Buffer) => T): T {
  let pem: Buffer;
  try {
    pem = readFileSync(file);
  } catch (error) {
    throw refuse('file-unreadable', `${flag} ${file} cannot be read: ${fileFault(error)}.`, REMEDY);
  }
  try {
    return read(pem);
  } catch {
    throw refuse('certificate-unreadable', `${flag} ${file} is no PEM ${flag === '--cert' ? 'certificate' : 'private key'}.`, REMEDY);
  }
}
