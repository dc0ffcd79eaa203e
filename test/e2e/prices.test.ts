import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { HISTORY_LOG } from '#wire/history/paths.ts';
import type { StateBodies } from '#wire/message/index.ts';
import { authorization } from '#wire/pairing.ts';
import { V1 } from '../fixtures/messages/homewizard.ts';
import { TestHouse } from './house.ts';
import type { Observer } from './observer.ts';
import { emptyFolder } from './process.ts';

const HOUR = 3_600_000;
type Told = NonNullable<StateBodies['tariff']>;
interface Rate {
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

/** Answers at a port of this machine until it is closed. */
async function serving(port: number, answer: (path: string) => unknown): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server: Server = createServer((request, response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify(answer(request.url ?? ''))));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  return { port: (server.address() as AddressInfo).port, close };
}

/** As evcc tells its tariff. */
const table = (rates: readonly Rate[]): unknown => ({ rates: rates.map(({ start, end, value }) => ({ start: new Date(start).toISOString(), end: new Date(end).toISOString(), value })) });
/** This hour and the next two; what comes after is not known. */
const first = Math.floor(Date.now() / HOUR) * HOUR;
const hours = (from: number, values: readonly number[]): Rate[] => values.map((value, n) => ({ start: first + (from + n) * HOUR, end: first + (from + n + 1) * HOUR, value }));

/** What the phone shows of the time from this hour on: prices by the hour, null where nothing is known. */
function shown({ slots }: Told, count: number): (number | null)[] {
  return Array.from({ length: count }, (_, n) => slots.find(({ start, end }) => start <= first + n * HOUR && first + n * HOUR < end)?.importPrice ?? null);
}

const ofImport = (told: StateBodies['tariff'] | undefined): NonNullable<Told['sources']>[number] | undefined => told?.sources?.find(({ gives }) => gives === 'import');

async function told(phone: Observer, holds: (told: Told) => boolean): Promise<Told> {
  return (await phone.seen('tariff', (tariff) => tariff !== null && holds(tariff))) as Told;
}

it('prices of a source are on the phone, outlive the source and a power cut, end where they are known, and go on when more is said; a table that contradicts itself is refused with the reason', async () => {
  const meter = await serving(0, () => JSON.parse(V1));
  let grid: unknown = table(hours(0, [0.3, -0.05, 0.2]));
  const answer = (path: string): unknown => (path.endsWith('/feedin') ? table(hours(0, [0.08, 0.08, 0.08])) : grid);
  const evcc = await serving(0, answer);
  const home = join(emptyFolder(), 'home.json');
  const url = `http://127.0.0.1:${evcc.port}`;
  writeFileSync(home, JSON.stringify({ sources: [{ kind: 'evcc', url }, { kind: 'evcc', url, direction: 'export' }] }));
  const house = await TestHouse.start('--format', 'homewizard', '--meter', `http://127.0.0.1:${meter.port}`, '--home', home, '--zone', 'Europe/Berlin');
  onTestFinished(() => house.end());

  const known = [300_000, -50_000, 200_000, null, null];
  const before = await told(await house.observer(house.link), (now) => now.source === 'evcc' && now.slots[0]?.exportPrice !== null && ofImport(now)?.reason === null);
  expect([shown(before, 5), before.slots.map(({ exportPrice }) => exportPrice), ofImport(before)]).toEqual([known, [80_000, 80_000, 80_000], { gives: 'import', kind: 'evcc', until: first + 3 * HOUR, at: expect.any(Number) as number, reason: null }]);

  await evcc.close();
  await house.cutPower();
  const phone = await house.observer(await house.furtherLink());
  const alone = await told(phone, (now) => ofImport(now)?.reason === 'econnrefused');
  expect([shown(alone, 5), alone.source, ofImport(alone)?.at]).toEqual([known, 'evcc', ofImport(before)?.at]);

  grid = table([...hours(0, [0.3]), ...hours(0, [0.4])]);
  await serving(evcc.port, answer);
  const reason = `two of its prices contradict each other at ${new Date(first).toISOString()}`;
  expect(shown(await told(phone, (now) => ofImport(now)?.reason === reason), 5)).toEqual(known);
  const log = await fetch(new URL(`${HISTORY_LOG}?from=0&to=${Date.now() + HOUR}`, (await house.furtherLink()).origin), { headers: { authorization: authorization(phone.credential, phone.secret) } });
  expect(((await log.json()) as { records: { entry: object }[] }).records.map(({ entry }) => entry)).toContainEqual({ kind: 'price-source', change: 'fails', gives: 'import', name: 'evcc', reason });

  grid = table(hours(2, [0.25, 0.1]));
  await house.cutPower();
  const after = await told(await house.observer(await house.furtherLink()), (now) => ofImport(now)?.until === first + 4 * HOUR);
  expect(shown(after, 5)).toEqual([300_000, -50_000, 250_000, 100_000, null]);
});
