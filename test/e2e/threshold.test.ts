import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, it, type TestContext } from 'vitest';
import { TestHouse } from './house.ts';
import { installed, SCREENSHOTS } from './phone.ts';

const HALF_HOUR = 1_800_000;
const NIGHT = Date.UTC(2023, 0, 10, 1);

/** Ends with its test: both mostly wait for the time of their home. */
async function houseFor({ onTestFinished }: TestContext, ...args: readonly string[]): Promise<TestHouse> {
  const house = await TestHouse.start(...args);
  onTestFinished(() => house.end());
  return house;
}

const folder = mkdtempSync(join(tmpdir(), 'tidewatt-threshold-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** Half-hours of these Wh each, from an instant on. */
function usageFile(from: number, wattHours: readonly number[]): string {
  const at = (n: number): string => new Date(from + n * HALF_HOUR).toISOString();
  return fileWith(`usage-${wattHours.length}.csv`, `start,end,import_wh\n${wattHours.map((wh, n) => `${at(n)},${at(n + 1)},${wh}`).join('\n')}\n`);
}

async function picture(page: { screenshot(options: { path: string }): Promise<unknown> }, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `threshold-${name}.png`) });
}

it.concurrent('a threshold trip on the phone: warned with the moment, acknowledged, interrupted with the reason, restarted by a deliberate act, below again', async (context) => {
  const { expect } = context;
  // 600 W until 01:30, then 100 W. At ten times the speed a minute of home time is six seconds, so the phone is linked before it begins.
  const usage = usageFile(NIGHT, [300, 50, 50, 50]);
  const home = fileWith('home.json', JSON.stringify({ thresholds: [{ id: 'import', watts: 400, reaction: 10, grace: 150, shedFor: 20 }] }));
  const from = (beforeTheEnd: number): string => new Date(NIGHT + HALF_HOUR - beforeTheEnd).toISOString();
  const replayed = ['--replay', usage, '--speed', '10', '--devices', 'none'];
  const house = await houseFor(context, ...replayed, '--from', from(1_700_000));
  const phone = await house.phone();
  const page = await phone.open();
  await page.goto(house.link.href);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
  await installed(page);
  await house.startAgain(...replayed, '--from', from(320_000), '--home', home);
  // What was refused while no gateway was there.
  phone.errors.length = 0;
  await page.reload();
  const observer = await house.observer(await house.furtherLink());

  await page.getByText(/(Supply will be interrupted at|From) \d\d:\d\d/).first().waitFor();
  await picture(page, 'warned');
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await observer.seen('ladder', ([ladder]) => ladder?.acknowledged === true);

  await page.getByText(/Supply interrupted at \d\d:\d\d: use stayed above 400 W/).first().waitFor();
  await picture(page, 'interrupted');
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await observer.seen('ladder', ([ladder]) => ladder?.step === 'waiting');
  // Somebody switches something off; nothing comes back by itself.
  await observer.seen('grid', ({ power }) => power !== null && power < 300);
  // One press does nothing yet: a restart is a deliberate act.
  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  expect(observer.state('ladder')?.[0]?.step).toBe('waiting');
  await page.getByRole('button', { name: 'Press again to restart' }).click();
  await observer.seen('ladder', ([ladder]) => ladder?.step === 'restoring' || ladder?.step === 'below');
  await picture(page, 'restoring');
  await observer.seen('ladder', ([ladder]) => ladder?.step === 'below');
  expect(phone.errors).toEqual([]);
});

it.concurrent('a dimming on the phone: what it means while it binds, and nothing of it afterwards', async (context) => {
  const { expect } = context;
  const usage = usageFile(NIGHT, Array.from({ length: 48 }, () => 300));
  const house = await houseFor(context, '--replay', usage, '--speed', '60');
  const phone = await house.phone();
  const page = await phone.open();
  await page.goto(house.link.href);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
  const observer = await house.observer(await house.furtherLink());
  const full = { kind: 'storedBy', id: 'full', device: 'battery', rank: 1, by: NIGHT + 2 * 3_600_000, share: 1 } as const;
  expect(await observer.ask({ kind: 'wish', wish: full })).toMatchObject({ outcome: 'done' });
  await observer.seen('devices', (devices) => (devices.find(({ id }) => id === 'battery')?.power ?? 0) > 1_200);

  const before = await page.locator('tw-now .number').boundingBox();
  await house.tidewatt('limit', '--w', '1500', '--for', '10m');
  await page.getByText('Staying under 1.50 kW').waitFor();
  await picture(page, 'dimmed');
  const during = await page.locator('tw-now .number').boundingBox();
  // The banner has a place of its own: the number does not jump.
  expect(during?.y).toBe(before?.y);
  await observer.seen('grid', ({ power }) => power !== null && power <= 1_530);
  await observer.seen('limit', ({ effectiveImport }) => effectiveImport.kind === 'none');
  await page.getByText('Staying under 1.50 kW').waitFor({ state: 'detached' });
  await picture(page, 'released');
  expect(phone.errors).toEqual([]);
});
