import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { mayBeAsked, PoliteAsker, SourceFault } from '../../device/source/ask.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A source on a free port of this machine. */
async function sourceThat(answers: RequestListener): Promise<string> {
  const begun = createServer(answers);
  server = begun;
  await new Promise<void>((resolve) => begun.listen(0, '127.0.0.1', resolve));
  const address = begun.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  return `http://127.0.0.1:${address.port}/rates?securityToken=secret`;
}

/** Real ms: far longer than any answer takes, and short for those that never come. */
const PATIENT = 20_000;
const HASTY = 300;
const asker = (within = PATIENT): PoliteAsker => new PoliteAsker({ within, largest: 65_536 });
const json = (answer: ServerResponse, text = '{"a":1}', headers: Record<string, string> = {}): void => void answer.writeHead(200, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(text);

async function faultOf(answers: RequestListener, within = PATIENT): Promise<SourceFault> {
  const url = await sourceThat(answers);
  const fault: unknown = await asker(within).ask({ url, format: 'json' }).then(() => null, (error: unknown) => error);
  if (!(fault instanceof SourceFault)) throw new Error(`no fault of the source: ${String(fault)}`);
  expect(fault.message).not.toContain('secret');
  return fault;
}

describe('a source that is asked', () => {
  it('is told who asks, and gives its text', async () => {
    const heard: IncomingMessage[] = [];
    const url = await sourceThat((request, answer) => {
      heard.push(request);
      json(answer);
    });
    expect(await asker().ask({ url, format: 'json', headers: { authorization: 'Bearer key' } })).toBe('{"a":1}');
    expect(heard.map(({ method, headers }) => [method, headers['user-agent'], headers.authorization])).toEqual([['GET', 'Tidewatt (home energy gateway)', 'Bearer key']]);
  });

  it('is sent a body by POST', async () => {
    let said = '';
    const url = await sourceThat((request, answer) => {
      request.on('data', (piece: Buffer) => (said += `${request.method ?? ''} ${piece.toString()}`)).on('end', () => json(answer));
    });
    await asker().ask({ url, format: 'json', body: '{"query":"{}"}' });
    expect(said).toBe('POST {"query":"{}"}');
  });

  it('sends what has not changed only once', async () => {
    const tags: (string | undefined)[] = [];
    const url = await sourceThat((request, answer) => {
      tags.push(request.headers['if-none-match']);
      if (tags.length === 1) json(answer, '{"a":1}', { etag: '"one"' });
      else answer.writeHead(304).end();
    });
    const polite = asker();
    expect([await polite.ask({ url, format: 'json' }), await polite.ask({ url, format: 'json' })]).toEqual(['{"a":1}', '{"a":1}']);
    expect(tags).toEqual([undefined, '"one"']);
  });

  it('says with 204 that there is nothing yet', async () => {
    expect(await asker().ask({ url: await sourceThat((_, answer) => void answer.writeHead(204).end()), format: 'json' })).toBeNull();
  });

  it('is followed where it moved on the same host', async () => {
    const url = await sourceThat((request, answer) => (request.url === '/moved' ? json(answer) : void answer.writeHead(307, { location: '/moved' }).end()));
    expect(await asker().ask({ url, format: 'json' })).toBe('{"a":1}');
  });

  it.each<[string, string, RequestListener]>([
    ['sends it elsewhere', 'redirected-away', (_, answer) => void answer.writeHead(302, { location: 'https://example.org/' }).end()],
    ['sends it round', 'redirected-in-circles', (_, answer) => void answer.writeHead(302, { location: '/again' }).end()],
    ['does not know it', 'http-404', (_, answer) => void answer.writeHead(404).end()],
    ['does not let it in', 'not-allowed', (_, answer) => void answer.writeHead(401).end()],
    ['fails', 'http-500', (_, answer) => void answer.writeHead(500).end('{}')],
    ['answers 304 to a first question', 'http-304', (_, answer) => void answer.writeHead(304).end()],
    ['shows a page', 'not-json', (_, answer) => void answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
    ['does not say what it is', 'not-json', (_, answer) => void answer.writeHead(200).end('{}')],
    ['begins and trickles', 'too-slow', (_, answer) => void answer.writeHead(200, { 'content-type': 'application/json' }).write('{')],
    ['says nothing', 'too-slow', () => undefined],
    ['hangs up before the end', 'und_err_socket', (_, answer) => {
      answer.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{');
      setImmediate(() => answer.destroy());
    }],
    ['never ends', 'too-long', (_, answer) => {
      answer.writeHead(200, { 'content-type': 'application/json' });
      const pour = (): void => {
        while (!answer.destroyed && answer.write('x'.repeat(16_384)));
      };
      answer.on('drain', pour);
      pour();
    }],
  ])('and %s is given up with a reason', async (_, reason, answers) => {
    expect((await faultOf(answers, reason === 'too-slow' ? HASTY : PATIENT)).reason).toBe(reason);
  });

  it('is left alone for as long as it wants, at most a day', async () => {
    const busy = (after: string): RequestListener => (_, answer) => void answer.writeHead(429, { 'retry-after': after }).end();
    expect((await faultOf(busy('120'))).pause).toBe(120_000);
    server?.close();
    expect((await faultOf(busy('999999999'))).pause).toBe(86_400_000);
    server?.close();
    expect((await faultOf(busy('soon'))).pause).toBeNull();
  });

  it('that cannot be reached costs nothing but the reason', async () => {
    await expect(asker().ask({ url: 'http://127.0.0.1:1/', format: 'json' })).rejects.toMatchObject({ reason: expect.stringMatching(/^(econnrefused|failed)$/) as unknown });
    await expect(asker().ask({ url: 'https://no-such-host.invalid/', format: 'json' })).rejects.toBeInstanceOf(SourceFault);
  });

  it('is public by TLS only; a neighbour by its address need not', () => {
    const may = (text: string): boolean => mayBeAsked(new URL(text));
    expect(['https://api.octopus.energy/', 'http://192.168.1.20:7070/', 'http://[fd00::1]/', 'http://localhost:7070/'].map(may)).toEqual([true, true, true, true]);
    expect(['http://api.octopus.energy/', 'http://8.8.8.8/', 'file:///etc/passwd', 'ftp://192.168.1.1/'].map(may)).toEqual([false, false, false, false]);
  });
});
