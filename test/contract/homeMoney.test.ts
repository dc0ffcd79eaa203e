import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readMoney, type Money } from '#wire/message/moneyBody.ts';
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

const told = async (wanted: (money: Money) => boolean): Promise<Money> => {
  const seen = await phone.seen('money', (body) => {
    const money = readMoney(body);
    return money !== null && wanted(money);
  }, 8);
  const money = readMoney(seen);
  if (!money) throw new Error('no money was told');
  return money;
};

let register = 1_000_000_000;
/** So many minutes at 3.6 kW, which is 10 Wh in ten seconds, read every ten. */
function use(minutes: number): void {
  for (let n = 0; n < minutes * 6; n++) {
    parent.tick(9);
    parent.reading(3_600, (register += 10_000));
  }
}

it('the book of the home is fed from its meter: a bill that runs, a prepayment meter that empties, and a word when use is high; all of it over a restart', async () => {
  // 15 January, noon: a kWh is 28p by the example tariff, a day 45p.
  parent = new GatewayParent(bundles);
  const ready = await parent.start();
  phone = await Observer.pair(new URL(ready.link ?? ''));
  parent.reading(3_600, register);
  await told(({ bills }) => bills.length === 0);

  expect(await phone.ask({ kind: 'money', change: { about: 'alarms', alarms: { power: { watts: 3_000, minutes: 10 }, dayEnergy: null, dayCost: null } } })).toMatchObject({ outcome: 'done' });
  expect(await phone.ask({ kind: 'money', change: { about: 'top-up', amount: 1 } })).toMatchObject({ outcome: 'refused', reason: 'no-prepayment' });
  use(11);
  const high = (await phone.seen('safety', ({ alarms }) => alarms.some(({ kind }) => kind === 'use-power'), 8)).alarms.find(({ kind }) => kind === 'use-power');
  expect(high).toMatchObject({ value: 3_600, threshold: 3_000, until: null });

  use(18.5);
  const purse = { balance: 10_000_000, debt: 4_000_000, emergencyCredit: 5_000_000, recovery: { by: 'week' as const, amount: 1_500_000 }, neverCut: [{ from: 1_080, to: 600 }] };
  expect(await phone.ask({ kind: 'money', change: { about: 'prepayment', purse } })).toMatchObject({ outcome: 'done' });
  use(35);
  // What was asked for when nothing was done yet is reckoned first; the book follows with the clock.
  await expect.poll(() => {
    parent.tick();
    return readMoney(phone.state('money'))?.purse?.at ?? 0;
  }, { interval: 100 }).toBeGreaterThan(Date.UTC(2026, 0, 15, 13));
  const after = await told((money) => money.purse !== null);
  // From about 12:30 to 13:00 at 3.6 kW: 1.8 kWh at 28p.
  expect(after.purse?.balance).toBeGreaterThan(10_000_000 - 530_000);
  expect(after.purse?.balance).toBeLessThan(10_000_000 - 490_000);
  expect(after.purse).toMatchObject({ supply: 'credit', debt: 4_000_000, terms: { recovery: { by: 'week', amount: 1_500_000 }, neverCut: [{ from: 1_080, to: 600 }] } });
  const [bill] = after.bills;
  const expected = Math.round(((bill?.import ?? 0) / 1e6) * 280_000) + 15 * 450_000;
  expect([bill?.key, bill?.closedAt, (bill?.import ?? 0) > 3_500_000, Math.abs((bill?.total ?? 0) - expected) <= 1]).toEqual(['2026-01-01', null, true, true]);

  expect(await phone.ask({ kind: 'money', change: { about: 'top-up', amount: 20_000_000 } })).toMatchObject({ outcome: 'done' });
  parent.tick();
  expect((await told((money) => (money.purse?.balance ?? 0) > 20_000_000)).purse?.balance).toBe((after.purse?.balance ?? 0) + 20_000_000);

  parent.house.kill('SIGKILL');
  await new Promise((resolve) => parent.house.once('exit', resolve));
  await parent.startHouse();
  parent.tick();
  const again = await told((money) => (money.purse?.balance ?? 0) > 20_000_000);
  expect([again.alarms.power, again.bills[0]?.key]).toEqual([{ watts: 3_000, minutes: 10 }, '2026-01-01']);
});
