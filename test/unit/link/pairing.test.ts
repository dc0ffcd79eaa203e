import { describe, expect, it } from 'vitest';
import { linkToken, mqttUrl } from '../../../src/link/address.ts';
import { pair } from '../../../src/link/pairing.ts';

const base = new URL('https://house.local/home/');
const answering = (status: number, body: unknown): typeof fetch => async () => new Response(JSON.stringify(body), { status });

describe('a one-time link', () => {
  it('is read from the fragment and from nothing else', () => {
    expect(linkToken('#link=ab-12')).toBe('ab-12');
    expect(linkToken('#link=')).toBeNull();
    expect(linkToken('#other=1')).toBeNull();
    expect(linkToken('')).toBeNull();
  });

  it('is posted beside the app and gives the credential', async () => {
    const asked: unknown[] = [];
    const send: typeof fetch = async (url, init) => {
      asked.push(String(url), init?.method, init?.body);
      return Response.json({ credential: 'phone-7', secret: 's' });
    };
    expect(await pair(base, 'ab', send)).toEqual({ ok: true, credential: { credential: 'phone-7', secret: 's' } });
    expect(asked).toEqual(['https://house.local/home/pair', 'POST', '{"token":"ab"}']);
  });

  it.each([
    ['link-spent', answering(410, {})],
    ['link-spent', answering(403, {})],
    ['too-many', answering(429, {})],
    ['not-a-gateway', answering(404, 'nothing here')],
    ['not-a-gateway', answering(200, { credential: '' })],
    ['no-gateway', async () => Promise.reject(new TypeError('refused'))],
  ] as const)('says %s when it gives nothing', async (reason, send) => {
    expect(await pair(base, 'ab', send)).toEqual({ ok: false, reason });
  });

  it('leads to the listener of the same gateway, encrypted where the page is', () => {
    expect(mqttUrl(base)).toBe('wss://house.local/home/mqtt');
    expect(mqttUrl(new URL('http://127.0.0.1:8080/#link=x'))).toBe('ws://127.0.0.1:8080/mqtt');
  });
});
