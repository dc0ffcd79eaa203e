import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, it, type TestContext } from 'vitest';
import { DSMR5 } from '../fixtures/p1/telegrams.ts';
import { TestHouse } from './house.ts';

const HALF_HOUR = 1_800_000;
const NIGHT = Date.UTC(2023, 0, 10, 1);

const folder = mkdtempSync(join(tmpdir(), 'tidewatt-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ends with its test: they run beside one another, because each mostly waits for its own day. */
async function houseFor({ onTestFinished }: TestContext, ...args: readonly string[]): Promise<TestHouse> {
  const house = await TestHouse.start(...args);
  onTestFinished(() => house.end());
  return house;
}

/** A usage file of half-hours of 300 Wh (600 W) from an instant on, times in UTC. */
function usageFile(from: number, halfHours: number): string {
  const lines = Array.from({ length: halfHours }, (_, n) => `${new Date(from + n * HALF_HOUR).toISOString()},${new Date(from + (n + 1) * HALF_HOUR).toISOString()},0.3`);
  const file = join(folder, `${from}.csv`);
  writeFileSync(file, `start,end,import_kwh\n${lines.join('\n')}\n`);
  return file;
}

it.concurrent('a limit from the keyboard holds, is shown while it binds, and the battery obeys; pausing leaves every device to itself', async (context) => {
  const { expect } = context;
  // A minute of home time in a second: plans take effect at whole five minutes.
  const house = await houseFor(context, '--replay', usageFile(NIGHT, 48), '--speed', '60');
  const phone = await house.phone();
  const page = await phone.open();
  await page.goto(house.link.href);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
  const observer = await house.observer(await house.furtherLink());
  const battery = (): { power: number | null; asked: number | null } | undefined => observer.state('devices')?.find(({ id }) => id === 'battery');

  const full = { kind: 'storedBy', id: 'full', device: 'battery', rank: 1, by: NIGHT + 2 * 3_600_000, share: 1 } as const;
  expect(await observer.ask({ kind: 'wish', wish: full })).toMatchObject({ outcome: 'done' });
  await observer.seen('devices', () => (battery()?.power ?? 0) > 1_200);

  const { stdout } = await house.tidewatt('limit', '--w', '1500', '--for', '10m');
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'done', reason: null });
  await page.locator('tw-now .lead.urgent', { hasText: 'Staying under 1.50 kW' }).waitFor();
  await observer.seen('limit', ({ binding, state, effectiveImport }) => binding && state === 'kept' && effectiveImport.kind === 'limit' && effectiveImport.w === 1_500);
  await observer.seen('devices', () => (battery()?.power ?? Infinity) <= 900);
  await observer.seen('grid', ({ power }) => power !== null && power <= 1_530);
  // Ten minutes of home time later it is over by itself, and the battery charges as planned again.
  await observer.seen('limit', ({ effectiveImport }) => effectiveImport.kind === 'none');
  await observer.seen('devices', () => (battery()?.power ?? 0) > 1_200);

  await page.getByRole('button', { name: 'Pause automation' }).click();
  await page.getByRole('button', { name: 'Until I resume' }).click();
  await observer.seen('wishes', ({ pausedUntil }) => pausedUntil !== null);
  // By itself a battery only covers what the home uses, and an appliance stays off.
  await page.locator('tw-now .lead', { hasText: 'Automation is paused until you resume it. Your devices look after themselves.' }).waitFor();
  await observer.seen('devices', (devices) => devices.length === 2 && devices.every(({ power, decidedBy }) => decidedBy === 'override' && power !== null && power <= 0));
  expect(phone.errors).toEqual([]);
});

it.concurrent('a replay over the spring clock change shows the bars of a day of 23 hours', async (context) => {
  const { expect } = context;
  const midnight = Date.UTC(2023, 2, 26);
  const house = await houseFor(context, '--replay', usageFile(midnight - HALF_HOUR, 60), '--speed', '600', '--devices', 'none');
  const page = await (await house.phone()).open();
  await page.goto(house.link.href);
  const observer = await house.observer(await house.furtherLink());
  const today = await observer.seen('today', ({ day, bars }) => day === '2023-03-26' && bars.filter(({ quality }) => quality !== 'missing').length >= 4);
  expect([today.start, today.end]).toEqual([midnight, midnight + 23 * 3_600_000]);
  await page.getByRole('link', { name: 'Today' }).click();
  await page.locator('tw-today .hero', { hasText: 'Sunday' }).waitFor();
  await page.getByText('Show as a table').click();
  // 00:30 is followed by 02:00: the hour from 01:00 is not there.
  await page.locator('tw-today tw-table tbody tr', { hasText: '02:30' }).waitFor();
  const rows = await page.locator('tw-today tw-table tbody tr').evaluateAll((found) => found.map((row) => [...row.children].map(({ textContent }) => textContent).join(' ')));
  expect(rows.slice(0, 4)).toEqual([expect.stringMatching(/^00:00 0\.30 kWh/), expect.stringMatching(/^00:30 0\.30 kWh/), expect.stringMatching(/^02:00 0\.30 kWh/), expect.stringMatching(/^02:30 0\.\d\d kWh/)]);
  expect(await page.locator('tw-today tw-chart rect').count()).toBeGreaterThanOrEqual(4);
});

it.concurrent('a capture of a P1 meter shows what it said, as of when it was said', async (context) => {
  const { expect } = context;
  const file = join(folder, 'capture.txt');
  writeFileSync(file, DSMR5, 'latin1');
  const house = await houseFor(context, '--meter', file, '--zone', 'Europe/Amsterdam', '--devices', 'none');
  const phone = await house.phone();
  const page = await phone.open();
  await page.goto(house.link.href);
  await page.locator('tw-now .age', { hasText: /late, \d+ s ago|as of 14:30/ }).waitFor();
  await page.locator('tw-now button.figure').click();
  await page.locator('tw-now .number', { hasText: '1.49 kW' }).waitFor();
  await page.locator('tw-now .lead.urgent', { hasText: 'The recording has come to its end' }).waitFor();
  expect(phone.errors).toEqual([]);
});
