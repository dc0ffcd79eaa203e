import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StateBodies } from '#wire/message/index.ts';
import type { StateName } from '#wire/topics.ts';
import { delayedRestart, firmCall, offer, over, running, waitingLadder, warnedLadder } from '../../src/ui/gallery/exampleAttention.ts';
import { FakeGateway, TOKEN } from '../fakes/gateway.ts';
import { DAY_START, homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { APP, brokenRules, Phone, SCREENSHOTS, SIZES, sizesIn } from './phone.ts';

const HOUR = 3_600_000;

/** A slow meter, so that what was said once stays fresh; a battery that can be taken by hand, and charges before the evening. */
function home(change: Partial<StateBodies> = {}): StateBodies {
  const messages = homeMessages();
  const before = { device: 'battery', interval: { start: DAY_START + 14.5 * HOUR, end: DAY_START + 16 * HOUR }, policy: { kind: 'hold' as const, power: 2_000 } };
  const [battery, dishwasher] = messages.devices;
  if (!battery || !dishwasher || !messages.plan) throw new Error('the home has a battery, a dishwasher and a plan');
  const devices: StateBodies['devices'] = [
    { ...battery, primitive: 'store' },
    { ...dishwasher, primitive: 'profile', state: 'obeyed', byHand: { want: 'off', until: TOLD_AT + HOUR } },
  ];
  return { ...messages, grid: { ...messages.grid, period: 300_000 }, plan: { ...messages.plan, acts: [before, ...messages.plan.acts.slice(1)] }, devices, ...change };
}

const STATES: Readonly<Record<string, { readonly told: Partial<StateBodies>; readonly path: string; readonly shown: string }>> = {
  invitation: { told: { events: [offer()] }, path: 'events', shown: 'One offer waits' },
  'invitation-now': { told: { events: [offer()] }, path: '', shown: 'offers 50p' },
  during: { told: { events: [running(), firmCall()] }, path: 'events', shown: 'An event is running now.' },
  'during-now': { told: { events: [running()] }, path: '', shown: 'Using less for Grid Co' },
  receipt: { told: { events: [over()] }, path: 'events', shown: 'No event is running' },
  'ladder-warned': { told: { ladder: [warnedLadder()] }, path: '', shown: 'Supply will be interrupted' },
  'ladder-warned-elsewhere': { told: { ladder: [warnedLadder()] }, path: 'today', shown: 'Supply will be interrupted' },
  interrupted: { told: { ladder: [waitingLadder()] }, path: '', shown: 'Supply interrupted' },
  'delayed-restart': { told: { limit: delayedRestart() }, path: '', shown: 'Starting again by' },
};

let gateway: FakeGateway;
let phone: Phone;
beforeEach(async () => {
  gateway = await FakeGateway.start({ app: APP });
  phone = await Phone.buy();
  await mkdir(SCREENSHOTS, { recursive: true });
});
afterEach(async () => {
  await phone.throwAway();
  await gateway.close();
});

const live = (page: Page): Promise<void> => page.locator('tw-badge', { hasText: 'Live' }).waitFor();

async function show(page: Page, { told, path, shown }: (typeof STATES)[string]): Promise<void> {
  await gateway.sayAll(home(told), TOLD_AT);
  await page.goto(`${gateway.url}${path}`);
  await live(page);
  await page.getByText(shown).first().waitFor();
}

async function pictures(page: Page, name: string, scheme: 'light' | 'dark'): Promise<void> {
  for (const [size, viewport] of sizesIn(scheme)) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: `${SCREENSHOTS}${name}-${size}-${scheme}.png` });
  }
  expect(await brokenRules(page)).toEqual([]);
}

const override = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Override', exact: true }).click();
  await page.getByRole('heading', { name: 'Override' }).waitFor();
};

describe('what wants attention', () => {
  it.each(['light', 'dark'] as const)('is accessible and pictured in %s', async (scheme) => {
    await gateway.sayAll(home(), TOLD_AT);
    const page = await phone.open(SIZES.phone, scheme);
    await page.goto(`${gateway.url}#link=${TOKEN}`);
    await live(page);
    for (const [name, state] of Object.entries(STATES)) {
      await show(page, state);
      await pictures(page, name, scheme);
    }
    await override(page);
    await pictures(page, 'override', scheme);
    expect(phone.errors).toEqual([]);
  });

  it('loses nothing at 320 px with text of 200 %', async () => {
    await gateway.sayAll(home(), TOLD_AT);
    const page = await phone.open({ width: 320, height: 640 });
    await page.goto(`${gateway.url}#link=${TOKEN}`);
    await live(page);
    for (const name of ['during', 'receipt', 'ladder-warned', 'override'] as const) {
      const state = STATES[name];
      if (state) await show(page, state);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      if (!state) await override(page);
      await page.screenshot({ path: `${SCREENSHOTS}${name}-large-text.png`, fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }
  });

  it('U18 U21 a device is taken by hand in two taps from any screen, pending until it has obeyed, and taken back by Undo', async () => {
    await gateway.sayAll(home(), TOLD_AT);
    const page = await phone.open();
    await page.goto(`${gateway.url}#link=${TOKEN}`);
    await live(page);
    const acts = (): readonly unknown[] => gateway.requests.map(({ body }) => body);
    for (const path of ['', 'today', 'plan', 'devices', 'more', 'events']) {
      await page.goto(`${gateway.url}${path}`);
      await live(page);
      await override(page);
      await page.getByRole('button', { name: 'Close' }).click();
    }
    await override(page);
    await page.getByRole('button', { name: 'Battery: Charge now' }).click();
    await page.getByText('Battery on until').waitFor();
    await expect.poll(() => acts().at(-1)).toMatchObject({ kind: 'act', act: { kind: 'override', device: 'battery', want: 'on' } });
    const [battery] = home().devices;
    if (!battery) throw new Error('there is a battery');
    await gateway.say('devices', [{ ...battery, byHand: { want: 'on', until: TOLD_AT + HOUR }, state: 'pending' }], TOLD_AT);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => acts().at(-1)).toMatchObject({ kind: 'act', act: { kind: 'override-ended', device: 'battery' } });
    await page.getByText('Battery on until').waitFor({ state: 'detached' });
  });

  it('goes from the offer on Now to the answer, and the refusal of a late one is said in words', async () => {
    gateway.answer = () => ({ outcome: 'refused', reason: 'over' });
    await gateway.sayAll(home({ events: [offer()] } satisfies Partial<Record<StateName, unknown>>), TOLD_AT);
    const page = await phone.open();
    await page.goto(`${gateway.url}#link=${TOKEN}`);
    await live(page);
    await page.getByRole('link', { name: 'Look and answer' }).click();
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('The event is over.').waitFor();
    expect([await page.title(), new URL(page.url()).pathname]).toEqual(['Events – Tidewatt', '/events']);
  });
});
