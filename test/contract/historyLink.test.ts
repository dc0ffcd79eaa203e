import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { demoParts } from '#domain/home/demoParts.ts';
import type { TypedTariff } from '#domain/tariff/typed.ts';
import { instant } from '#domain/time/instant.ts';
import { decodeChunk } from '#wire/history/chunk.ts';
import { DEMO_HISTORY, DEMO_HISTORY_ANSWER, parseDemoQuestion, type PortMessage } from '#wire/port.ts';
import { Archive } from '../../device/house/archive.ts';
import { serveApp } from '../../device/house/http/server.ts';
import { StaticFiles } from '../../device/house/http/staticFiles.ts';
import { MqttPipes } from '../../device/house/http/upgrade.ts';
import { CredentialFile } from '../../device/house/pairing/credentialFile.ts';
import { Pairing } from '../../device/house/pairing/pairing.ts';
import { answersOf } from '../../device/house/storage/answers.ts';
import { closeStores, openStores } from '../../device/house/storage/stores.ts';
import { historyOverHttp } from '../../src/link/historyOverHttp.ts';
import { historyOverPort } from '../../src/link/historyOverPort.ts';
import { HistorySource } from '../../src/link/historySource.ts';
import { PortLink, type Port } from '../../src/link/portLink.ts';
import { DemoHome } from '../../workers/home/demoHome.ts';
import { CREDENTIAL, FakeGateway } from '../fakes/gateway.ts';
import { PastHome } from '../fakes/pastHome.ts';
import { dayTotal, slotsText } from '../fakes/pastTexts.ts';
import { batch, DAY, every, HOUR, MIDNIGHT, MINUTE, reading, slot, SYNCED, testFolder } from './storage/home.ts';

const never = new AbortController().signal;
/** 25 ct a kWh at any time, and nothing else. */
const FIX: TypedTariff = { name: 'Fix', validFrom: '2026-01-01', vat: null, rates: [{ name: 'day', price: '0.25', days: 'all', from: 0, to: 1_440 }], standingPerDay: null, exportPrice: null };


interface Other {
  readonly source: HistorySource;
  readonly past: PastHome;
  close(): Promise<void>;
}

async function behindGateway(): Promise<Other> {
  const past = new PastHome();
  const gateway = await FakeGateway.start({ past });
  return { source: new HistorySource(historyOverHttp(new URL(gateway.url), CREDENTIAL)), past, close: () => gateway.close() };
}

/** Node's port speaks the browser's events but not its types. */
const asPort = (port: MessagePort): Port => port as unknown as Port;

async function overPort(): Promise<Other> {
  const past = new PastHome();
  const { port1, port2 } = new MessageChannel();
  port2.on('message', ({ topic, payload }: PortMessage) => {
    const question = topic === DEMO_HISTORY ? parseDemoQuestion(payload) : undefined;
    const told = question && past.answer(question.path);
    if (question && told) port2.postMessage({ topic: DEMO_HISTORY_ANSWER, payload: JSON.stringify({ id: question.id, ...told }) } satisfies PortMessage);
  });
  const link = new PortLink(() => ({ port: asPort(port1), close: () => port1.close() }));
  link.start();
  return { source: new HistorySource(historyOverPort(link)), past, close: async () => void (await link.stop(), port2.close()) };
}

describe.each([
  ['HTTP', behindGateway],
  ['a port to the demo home', overPort],
])('the history of a home over %s', (_name, open) => {
  let other: Other;
  afterEach(() => other.close());

  it('is its totals, its index, and each chunk whole', async () => {
    other = await open();
    other.past.days = [dayTotal(MIDNIGHT, 1_200_000)];
    const hash = other.past.add(slotsText(MIDNIGHT, 48));
    expect((await other.source.totals(never)).days).toEqual([dayTotal(MIDNIGHT, 1_200_000)]);
    const { storeId, chunks } = await other.source.index(never);
    expect([storeId, chunks.map((one) => one.hash)]).toEqual(['store-1', [hash]]);
    const rows = decodeChunk(await other.source.chunk({ hash }, never));
    expect([rows.length, rows[1]]).toEqual([48, { start: MIDNIGHT + 1_800_000, end: MIDNIGHT + 3_600_000, revision: 1, importEnergy: 250_000, exportEnergy: null, cost: 60_000, currency: 'GBP', rate: 'day', quality: 'measured' }]);
  });

  it('takes no chunk that is not what its hash says', async () => {
    other = await open();
    const hash = other.past.add(slotsText(MIDNIGHT, 48));
    other.past.damaged.add(hash);
    await expect(other.source.chunk({ hash }, never)).rejects.toMatchObject({ id: 'damaged' });
  });

  it('tells any time of it, also where there is nothing', async () => {
    other = await open();
    other.past.add(slotsText(MIDNIGHT, 48));
    expect((await other.source.piece('slots', MIDNIGHT, MIDNIGHT + DAY, never)).chunk.rows).toBe(48);
    expect((await other.source.piece('minutes', MIDNIGHT, MIDNIGHT + DAY, never)).chunk.rows).toBe(0);
  });

  it.each([
    [401, 'refused'],
    [404, 'gone'],
    [503, 'down'],
  ])('says what a refusal means: %i', async (status, id) => {
    other = await open();
    other.past.status = status;
    await expect(other.source.index(never)).rejects.toMatchObject({ id });
  });

  it('is not waited for by who does not want it any more', async () => {
    other = await open();
    const run = new AbortController();
    run.abort();
    await expect(other.source.index(run.signal)).rejects.toMatchObject({ id: 'away' });
  });
});

it('over HTTP a home that is gone is away', async () => {
  const gone = await FakeGateway.start();
  const base = new URL(gone.url);
  await gone.close();
  await expect(new HistorySource(historyOverHttp(base, CREDENTIAL)).index(never)).rejects.toMatchObject({ id: 'away' });
});

describe('the demo home', () => {
  const NOON = Date.parse('2026-03-20T13:00:00Z');

  it('tells the week that it has lived, with its prices, in chunks that hold', async () => {
    const listeners = new Set<(topic: string, payload: string) => void>();
    const send = ({ topic, payload }: PortMessage): void => listeners.forEach((listener) => listener(topic, payload));
    const home = new DemoHome(demoParts(7, instant(NOON - 8 * DAY), { without: ['car'] }), { boot: 'first', send, clock: () => 0, failed: (error) => expect.fail(error.message), plan: () => expect.fail('no plan') }, NOON);
    while (!home.catchUp());
    const source = new HistorySource(historyOverPort({ tell: (topic, message) => home.hear({ topic, payload: JSON.stringify(message) }), onMessage: (listener) => (listeners.add(listener), () => void listeners.delete(listener)) }));
    const { chunks } = await source.index(never);
    expect(chunks.map(({ kind, period }) => `${kind} ${period}`)).toEqual(['2026-03-19', '2026-03-18', '2026-03-17', '2026-03-16', '2026-03-15', '2026-03-14', '2026-03-13'].map((day) => `slots ${day}`));
    const [last] = chunks;
    const rows = last ? decodeChunk(await source.chunk(last, never)) : [];
    expect([rows.length, rows.every(({ importEnergy, cost, currency }) => typeof importEnergy === 'number' && typeof cost === 'number' && currency === 'EUR')]).toEqual([48, true]);
    const { days, zone } = await source.totals(never);
    expect([zone, days.length, days.every(({ cost }) => cost !== null)]).toEqual(['Europe/Amsterdam', 8, true]);
    expect((await source.piece('slots', NOON - 3_600_000, NOON, never)).chunk.rows).toBe(2);
    // What it paid for its seven whole days, beside a tariff that somebody typed in.
    const answer = await source.replay(FIX, never);
    if (answer.kind !== 'compared') throw new Error(answer.kind);
    const bought = days.slice(0, 7).reduce((sum, { importEnergy }) => sum + (importEnergy ?? 0), 0);
    expect(answer.compared).toMatchObject({ days: 7, other: Math.round(bought / 4), leftOut: 0 });
    expect(await source.replay({ ...FIX, rates: [] }, never)).toEqual({ kind: 'fault', fault: 'rates-missing' });
  });
});

describe('a gateway’s own stores, over its own server', () => {
  it('reach a phone whole: totals, index, chunks by hash, and the time that is not sealed yet', async () => {
    const home = testFolder();
    const stores = openStores({ folder: home.folder, ballast: 1_024 });
    const archive = new Archive({ storage: { ask: async (kind, asked) => answersOf(stores)[kind](asked as never) as never }, storeId: () => 'store-1', zone: 'Europe/London', tariff: () => null });
    for (const day of [0, 1]) stores.telemetry.flush([batch(every(HOUR, MIDNIGHT + day * DAY, MIDNIGHT + (day + 1) * DAY).map((at) => reading(at, 100)), { slots: every(HOUR / 2, MIDNIGHT + day * DAY, MIDNIGHT + (day + 1) * DAY).map((at) => slot(at, 50_000)) })], SYNCED);
    for (let n = 0; n < 5; n++) stores.sealer.seal(MIDNIGHT + DAY + 20 * MINUTE);
    const pairing = new Pairing(new CredentialFile(join(home.folder, 'credentials.json')), () => 0);
    const shown = pairing.redeem(pairing.firstToken() ?? '', '127.0.0.1');
    if (!shown.ok) throw new Error(shown.reason);
    const { server, port } = await serveApp({ front: { bind: '127.0.0.1', tls: null, host: '127.0.0.1' }, files: new StaticFiles(home.folder), pairing, pipes: new MqttPipes(() => null), storeId: () => 'store-1', archive, wall: () => MIDNIGHT + 2 * DAY, erase: async () => undefined, erased: () => undefined, leave: () => undefined, paired: () => undefined, newLink: () => '', fault: (error) => expect.fail(String(error)) }, 0);
    try {
      const source = new HistorySource(historyOverHttp(new URL(`http://127.0.0.1:${port}/`), shown));
      expect((await source.totals(never)).days.map(({ date, importEnergy }) => [date, importEnergy])).toEqual([['2026-01-15', 2_400_000], ['2026-01-16', 2_400_000]]);
      const { chunks } = await source.index(never);
      expect(chunks.filter(({ kind }) => kind === 'slots' || kind === 'minutes').map(({ kind, period }) => `${kind} ${period}`)).toEqual(['slots 2026-01-15', 'minutes 2026-01-15']);
      for (const entry of chunks) expect((await source.chunk(entry, never)).kind).toBe(entry.kind);
      expect((await source.piece('slots', MIDNIGHT + DAY, MIDNIGHT + 2 * DAY, never)).chunk.rows).toBe(48);
      // Its slots had no price when they closed: there is nothing to hold a tariff against.
      expect(await source.replay(FIX, never)).toEqual({ kind: 'nothing-known' });
      await expect(new HistorySource(historyOverHttp(new URL(`http://127.0.0.1:${port}/`), CREDENTIAL)).index(never)).rejects.toMatchObject({ id: 'refused' });
    } finally {
      server.closeAllConnections();
      server.close();
      closeStores(stores);
      home.remove();
    }
  });
});
