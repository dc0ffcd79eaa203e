import { describe, expect, it } from 'vitest';
import { Phones } from '../../../src/link/phones.ts';

const own = { name: 'phone-1', label: null, since: '2026-01-01T00:00:00.000Z', own: true };
const asked: [string, RequestInit | undefined][] = [];
const phones = (answer: () => Promise<Response>): Phones =>
  new Phones({
    base: new URL('http://127.0.0.1:8080/'),
    credential: { credential: 'phone-1', secret: 'hush' },
    send: (input, init) => {
      asked.push([String(input), init]);
      return answer();
    },
  });
const told = (body: unknown, status = 200) => phones(async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));

describe('the phones of a home', () => {
  it('are asked for with this phone’s credential', async () => {
    expect(await told({ phones: [own] }).list()).toEqual({ ok: true, phones: [own] });
    expect(asked.at(-1)?.[0]).toBe('http://127.0.0.1:8080/phones');
    expect(asked.at(-1)?.[1]).toMatchObject({ method: 'GET', headers: { authorization: 'Bearer phone-1:hush' } });
  });

  it('are told anew after a change', async () => {
    expect(await told({ phones: [own] }).change({ do: 'shut-out', name: 'phone-2' })).toEqual({ ok: true, phones: [own] });
    expect(asked.at(-1)?.[1]).toMatchObject({ method: 'POST', body: '{"do":"shut-out","name":"phone-2"}' });
  });

  it('get a one-time link for another one', async () => {
    expect(await told({ url: 'https://tidewatt.local/#link=x' }).invite()).toEqual({ ok: true, url: 'https://tidewatt.local/#link=x' });
    expect(asked.at(-1)?.[0]).toBe('http://127.0.0.1:8080/link');
  });

  it.each([
    ['away', phones(() => Promise.reject(new TypeError('network')))],
    ['not-paired', told({ error: {} }, 401)],
    ['failed', told({ error: {} }, 500)],
    ['failed', told('<html>')],
    ['failed', told({ url: 3 })],
  ] as const)('end as %s, never by a throw', async (reason, asking) => {
    expect(await asking.list()).toEqual({ ok: false, reason });
    expect(await asking.invite()).toEqual({ ok: false, reason });
  });
});
