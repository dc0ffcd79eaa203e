import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { StateBodies } from '#wire/message/index.ts';
import { HISTORY_LOG } from '#wire/history/paths.ts';
import type { TypedTariffMessage } from '#wire/message/typedTariff.ts';
import { authorization } from '#wire/pairing.ts';
import type { HouseOptions } from '../../device/house/options.ts';
import { Observer } from '../e2e/observer.ts';
import { bundle, type Bundle } from '../fakes/bundle.ts';
import { GatewayParent } from '../fakes/gatewayParent.ts';

let bundles: Bundle;
let parent: GatewayParent;
let phone: Observer;
beforeAll(async () => {
  bundles = await bundle({ house: 'device/house/main.ts', storage: 'device/house/storage/thread.ts', broker: 'device/broker/main.ts' });
});
afterAll(() => bundles.remove());
afterEach(async () => {
  phone.end();
  await parent.stop();
});

async function started(change: (folder: string) => Partial<HouseOptions> = () => ({})): Promise<void> {
  const options: Partial<HouseOptions> = {};
  parent = new GatewayParent(bundles, options);
  Object.assign(options, change(parent.folder));
  const ready = await parent.start();
  phone = await Observer.pair(new URL(ready.link ?? ''));
  await phone.seen('tariff', () => true);
}

type Told = NonNullable<StateBodies['tariff']>;
/** The tariff on the phone, once the home's clock has moved on and it is called so. @param typed how many are typed in. */
async function called(name: string, typed: number): Promise<Told> {
  parent.tick();
  return (await phone.seen('tariff', (told) => told?.name === name && told.typed?.length === typed, 8)) as Told;
}
const logged = async (): Promise<readonly { readonly entry: Readonly<Record<string, unknown>> }[]> => {
  const url = new URL(`${HISTORY_LOG}?from=0&to=${Date.UTC(2027, 0, 1)}`, `http://127.0.0.1:${parent.port}`);
  const answer = await fetch(url, { headers: { authorization: authorization(phone.credential, phone.secret) } });
  return ((await answer.json()) as { records: { entry: Record<string, unknown> }[] }).records;
};

/** An address of this machine that nothing listens at. */
async function nobodyThere(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

const bill = (change: Partial<TypedTariffMessage> = {}): TypedTariffMessage => ({
  name: 'Off the bill', validFrom: '2026-01-01', vat: { percent: '5', included: false },
  rates: [{ name: 'night', price: '0.10', days: 'all', from: 30, to: 330 }, { name: 'day', price: '0.30', days: 'all', from: 330, to: 30 }],
  standingPerDay: '0.50', exportPrice: '0.15', ...change,
});

it('a tariff typed on the phone prices the home from its date on, with VAT, and over a restart; taken back, what held before holds', async () => {
  await started();
  expect(phone.state('tariff')?.name).toMatch(/^Example/);
  expect(await phone.ask({ kind: 'tariff-typed', tariff: bill({ rates: bill().rates.slice(1) }) })).toMatchObject({ outcome: 'refused', reason: 'hours-missing' });
  expect(await phone.ask({ kind: 'tariff-typed', tariff: bill() })).toMatchObject({ outcome: 'done', reason: null });
  const told = await called('Off the bill', 1);
  expect([told.source, told.standingCharge, told.typed]).toEqual(['typed', 525_000, [bill()]]);
  // Winter: 12:00 UTC is noon in London.
  const noon = told.slots.find(({ start, end }) => start <= parent.wall && parent.wall < end);
  expect(noon).toMatchObject({ rate: 'day', importPrice: 315_000, exportPrice: 150_000, known: true });

  expect(await phone.ask({ kind: 'tariff-typed', tariff: bill({ name: 'Tomorrow', validFrom: '2026-01-16' }) })).toMatchObject({ outcome: 'done' });
  expect((await called('Off the bill', 2)).typed?.map(({ name }) => name)).toEqual(['Off the bill', 'Tomorrow']);

  parent.house.kill('SIGKILL');
  await new Promise((resolve) => parent.house.once('exit', resolve));
  await parent.startHouse();
  await called('Off the bill', 2);
  parent.tick(12 * 3_600);
  await called('Tomorrow', 2);

  expect(await phone.ask({ kind: 'tariff-typed-removed', validFrom: '2026-01-16' })).toMatchObject({ outcome: 'done' });
  await called('Off the bill', 1);
  const kinds = (await logged()).map(({ entry }) => (entry['body'] as { kind?: string } | undefined)?.kind);
  expect(kinds).toEqual(['tariff-typed-removed', 'tariff-typed', 'tariff-typed']);
});

it('a source with a key is in the log by its name; its key is in no state, no export and no file but its own', async () => {
  await started((folder) => {
    writeFileSync(join(folder, 'tibber.key'), 'top-secret-key\n', { mode: 0o600 });
    return { source: 'meter', sources: { folder, list: [{ kind: 'tibber', keyFile: 'tibber.key', home: null }, { kind: 'gb-carbon', region: 13 }] } };
  });
  expect(phone.state('tariff')?.sources).toEqual([{ gives: 'import', kind: 'tibber', until: null, at: null, reason: null }, { gives: 'carbon', kind: 'gb-carbon', until: null, at: null, reason: null }]);
  const all = await expect.poll(logged).toHaveLength(2).then(logged);
  expect(all.map(({ entry }) => entry)).toEqual([
    { kind: 'price-source', change: 'begins', gives: 'carbon', name: 'Carbon Intensity API', reason: null },
    { kind: 'price-source', change: 'begins', gives: 'import', name: 'Tibber', reason: null },
  ]);
  const journal = await fetch(`http://127.0.0.1:${parent.port}/api/export?what=journal&format=json`, { headers: { authorization: authorization(phone.credential, phone.secret) } });
  const text = await journal.text();
  expect([text.includes('Tibber'), text.includes('top-secret-key')]).toEqual([true, false]);
  const state = join(parent.folder, 'state');
  const holding = readdirSync(state, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes('top-secret-key'));
  expect(holding).toEqual([]);
});

it('prices of one source and of another that the installer took its place with: the former’s are gone, and the log says both', async () => {
  await started((folder) => {
    mkdirSync(join(folder, 'state'), { mode: 0o700 });
    writeFileSync(join(folder, 'state', 'tariff-source.json'), '{"version":1,"source":{"kind":"awattar","country":"de"}}');
    return { source: 'meter' };
  });
  parent.house.kill('SIGKILL');
  await new Promise((resolve) => parent.house.once('exit', resolve));
  writeFileSync(join(parent.folder, 'state', 'tariff-source.json'), JSON.stringify({ version: 1, sources: [{ kind: 'evcc', url: await nobodyThere() }] }));
  await parent.startHouse();
  await expect.poll(async () => {
    parent.tick();
    return (await logged()).map(({ entry }) => [entry['change'], entry['name'], entry['reason']]);
  }, { interval: 300 }).toEqual([['fails', 'evcc', 'econnrefused'], ['replaces', 'evcc', null], ['begins', 'aWATTar', null]]);
  expect((await phone.seen('tariff', (told) => told?.sources?.[0]?.reason === 'econnrefused', 8))?.slots.length).toBeGreaterThan(0);
});
