import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startGateway } from '../../device/bench/gateway.ts';
import { emptyFolder, ROOT } from './process.ts';

/** A certificate for localhost as a household would bring one along. */
function certificate(folder: string): { cert: string; key: string } {
  const [cert, key] = [join(folder, 'home.crt'), join(folder, 'home.key')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
  return { cert, key };
}

function pageOver(url: string, ca: string): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { ca }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    }).on('error', reject);
  });
}

it('--lan --cert --key serves the app over TLS, and plain HTTP gets nothing there', async () => {
  const { cert, key } = certificate(emptyFolder());
  const gateway = await startGateway({ root: ROOT, args: ['--lan', '--cert', cert, '--key', key] });
  try {
    const { port, protocol } = new URL(gateway.url);
    expect(protocol).toBe('https:');
    const page = await pageOver(`https://localhost:${port}/`, readFileSync(cert, 'utf8'));
    expect(page.status).toBe(200);
    expect(page.text).toContain('<title>');
    await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow();
  } finally {
    expect(await gateway.stop()).toBe(0);
    gateway.discard();
  }
});
