import { describe, expect, it } from 'vitest';
import { recentOverHttp } from '../../../src/link/recentOverHttp.ts';

const BASE = new URL('http://127.0.0.1:8080/');
const CREDENTIAL = { credential: 'phone-1', secret: 'secret' };
const slot = { start: 0, end: 1_800_000, importEnergy: 250_000, exportEnergy: null, cost: 60_000, rate: 'day', quality: 'measured', revision: 1 };

/** What a gateway would answer, and what it was asked. */
function gateway(answer: () => Response) {
  const asked: { url: string; authorization: string | null }[] = [];
  const send: typeof fetch = async (place, init) => {
    asked.push({ url: String(place), authorization: new Headers(init?.headers).get('authorization') });
    return answer();
  };
  return { asked, read: recentOverHttp(BASE, CREDENTIAL, send) };
}

describe('the history of a home', () => {
  it('is asked for with this phone’s own credential', async () => {
    const { asked, read } = gateway(() => Response.json({ storeId: 's', intervals: [slot] }));
    expect(await read(1_000, 2_000)).toEqual({ storeId: 's', intervals: [slot] });
    expect(asked).toEqual([{ url: 'http://127.0.0.1:8080/history?from=1000&to=2000', authorization: 'Bearer phone-1:secret' }]);
  });

  it.each([
    ['the gateway is away', () => { throw new TypeError('fetch failed'); }],
    ['this phone is not let in', () => Response.json({ error: {} }, { status: 401 })],
    ['its storage is down', () => Response.json({ error: {} }, { status: 503 })],
    ['something else answers', () => new Response('<html>')],
    ['its shape is unknown', () => Response.json({ storeId: 's', intervals: [{ ...slot, quality: 'guessed' }] })],
  ])('is none when %s', async (_why, answer) => expect(await gateway(answer).read(0, 1)).toBeNull());
});
