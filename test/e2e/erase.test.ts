import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { authorization } from '#wire/pairing.ts';
import { until } from './chaosHome.ts';
import { TestHouse } from './house.ts';

let house: TestHouse;
afterEach(() => house.end());

const MARK = 'marked-by-the-household';
/** Empty where a copy got its last name, or went, since the folder was read. */
function textOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

const filesWith = (mark: string): readonly string[] =>
  readdirSync(house.stateDir, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile() && textOf(join(entry.parentPath, entry.name)).includes(mark)).map(({ name }) => name);

it('everything erased: no byte of it in any file, phones hear of another store, and control goes on under its limit', async () => {
  house = await TestHouse.start();
  const phone = await house.observer(house.link);
  await phone.seen('home', () => true);
  const [before, control, erased] = [phone.stores.get('home'), house.pid('control'), house.pid('house')];
  expect(await phone.ask({ kind: 'wish', wish: { kind: 'reserve', id: MARK, device: 'battery', rank: 1, share: 0.3 } })).toMatchObject({ outcome: 'done' });
  mkdirSync(join(house.stateDir, 'tariff-fetched'));
  for (const name of ['tariff-fetched/import.json', 'tariff-of-issuer.json']) writeFileSync(join(house.stateDir, name), `{"source":"${MARK}"}`);
  expect((await house.tidewatt('limit', '--w', '1800')).code).toBe(0);
  const isLimited = ({ limits }: { readonly limits: readonly { readonly value: { readonly kind: string } }[] }): boolean => limits.some(({ value }) => value.kind === 'limit');
  await phone.seen('limit', isLimited);
  await until('the wish is on the disk', () => filesWith(MARK).length >= 3);

  const ask = (headers: Readonly<Record<string, string>>): Promise<Response> => fetch(new URL('api/erase', house.link.origin), { method: 'POST', headers, body: '{"erase":"everything"}' });
  expect((await ask({})).status).toBe(401);
  const answer = await ask({ authorization: authorization(phone.credential, phone.secret) });
  expect([answer.status, await answer.json()]).toEqual([200, { erased: true }]);

  await until('another house runs', () => house.pid('house') !== undefined && house.pid('house') !== erased);
  await until('every word retained is of another store', () => [...phone.stores.values()].every((store) => store !== before)).catch((error: unknown) => {
    throw new Error(`still said by the former store: ${[...phone.stores].filter(([, store]) => store === before).map(([name]) => name).join(' ')}`, { cause: error });
  });
  expect((await phone.seen('wishes', () => true)).wishes).toEqual([]);
  expect(filesWith(MARK)).toEqual([]);
  expect(house.pid('control')).toBe(control);
  expect(await phone.seen('limit', isLimited)).toBeDefined();

  const totals = await fetch(new URL('api/history/totals', (await house.furtherLink()).origin), { headers: { authorization: authorization(phone.credential, phone.secret) } });
  expect([totals.status, ((await totals.json()) as { readonly storeId: string }).storeId]).toEqual([200, phone.stores.get('home')]);
});
