// `npm run pictures`: every screen of the demo home and of a real gateway into dist/pictures, and the README's first picture.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, ensureChromium } from '../device/bench/chromium.mjs';
import { ensureBuilt, ensureInstalled, ROOT } from '../device/prepare.mjs';
import { startStaticHost } from './fakes/staticHost.mjs';

const OUT = join(ROOT, 'dist/pictures');
const README = join(ROOT, 'docs/pictures/now.png');
const SIZES = { phone: { width: 390, height: 844 }, tablet: { width: 820, height: 1180 }, desktop: { width: 1440, height: 900 } };
/** Screens of the bar by the end of their address, and those behind More. */
const BAR = { now: '/', today: '/today', plan: '/plan', devices: '/devices', more: '/more' };
const BEHIND_MORE = ['history', 'events', 'tariff', 'own', 'settings'];
const SCREENS = [...Object.keys(BAR), ...BEHIND_MORE];
/** What a person sees who is born without a kind of cone, or with none. */
const DEFICIENCIES = ['deuteranopia', 'protanopia', 'tritanopia', 'achromatopsia'];

/** @param fullPage the window is made as tall as what is in it, so that the bar covers nothing. */
async function picture(page, name, { fullPage = false } = {}) {
  const usual = page.viewportSize();
  if (fullPage) await page.setViewportSize({ width: usual.width, height: Math.max(usual.height, await page.evaluate(() => document.documentElement.scrollHeight)) });
  await page.screenshot({ path: join(OUT, `${name}.png`) });
  if (fullPage) await page.setViewportSize(usual);
}

async function open(browser, url, { scheme = 'light', viewport = SIZES.phone, locale = 'en-GB' } = {}) {
  const context = await browser.newContext({ viewport, colorScheme: scheme, locale, reducedMotion: 'reduce', serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('tw-now .number', { hasText: /\p{Nd}/u }).waitFor({ timeout: 60_000 });
  return page;
}

/** Goes by the bar, and by More to what is not on it, as a person does: a demo home begins anew with its page. */
async function show(page, screen) {
  await page.locator(`tw-bar a[href$="${BAR[screen] ?? BAR.more}"]`).click();
  if (!(screen in BAR)) await page.locator(`tw-more a[href="${screen}"]`).click();
  await page.locator(screen === 'own' ? 'tw-own-home' : `tw-${screen} h1`).first().waitFor();
  if (screen === 'settings') await page.locator('tw-settings tw-home-link h2').waitFor();
  // What comes a moment later belongs to the screen too.
  await page.waitForTimeout(400);
}

/** The headings and words of a screen as a screen reader is given them. */
async function heard(page, name) {
  writeFileSync(join(OUT, `${name}.txt`), `${await page.locator('main').ariaSnapshot()}\n`);
}

async function everyScreen(page, prefix, suffix, options, screens = SCREENS) {
  for (const screen of screens) {
    await show(page, screen);
    await picture(page, `${prefix}${screen}-${suffix}`, options);
  }
}

/** The whole screen of a tablet on the wall; its own button leads back. */
async function wall(page, suffix) {
  await show(page, 'more');
  await page.locator('tw-more a[href="wall"]').click();
  await page.locator('tw-wall .number', { hasText: /\p{Nd}/u }).waitFor();
  await page.waitForTimeout(400);
  await picture(page, `wall-${suffix}`);
  await page.locator('tw-wall button.plain').click();
}

/** The first run, as far as a browser comes that has no home. */
async function firstRun(browser, url, scheme) {
  const context = await browser.newContext({ viewport: SIZES.phone, colorScheme: scheme, locale: 'en-GB', serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'Connect my home' }).waitFor();
  await picture(page, `setup-home-${scheme}`, { fullPage: true });
  await page.getByRole('button', { name: 'Connect my home' }).click();
  await page.getByLabel('Country').selectOption('DE');
  await picture(page, `setup-meter-${scheme}`, { fullPage: true });
  await page.getByRole('button', { name: 'Next' }).click();
  await picture(page, `setup-link-${scheme}`, { fullPage: true });
  await context.close();
}

const GALLERY = ['state=ready', 'state=pressing&theme=dark', 'state=stale', 'state=failed', 'state=waiting', 'state=empty', 'state=pressing&tongue=right-to-left', 'state=ready&tongue=long&text=150'];

/** Every part in every state, in the ways that a screen may be looked at. */
async function gallery(browser, url) {
  const page = await browser.newPage({ viewport: SIZES.desktop });
  for (const shown of GALLERY) {
    await page.goto(`${url}gallery?${shown}`);
    await page.locator('figure[data-name=settings] tw-home-link').waitFor();
    await picture(page, `gallery-${shown.replace(/[^a-z0-9]+/g, '-')}`, { fullPage: true });
  }
  await page.close();
}

async function demoScreens(browser, url, scheme) {
  const page = await open(browser, url, { scheme });
  await show(page, 'plan');
  await page.locator('tw-plan h1', { hasText: 'Next' }).waitFor({ timeout: 60_000 });
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await everyScreen(page, '', `${size}-${scheme}`, { fullPage: size === 'phone' });
    await wall(page, `${size}-${scheme}`);
  }
  if (scheme === 'light') await asOthersSee(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  await everyScreen(page, '', `large-text-${scheme}`, { fullPage: true });
  await page.context().close();
}

/** The screens with prices and bars, with the colours taken out that some people do not see; and every screen in the words of a screen reader. */
async function asOthersSee(page) {
  await page.setViewportSize(SIZES.phone);
  const session = await page.context().newCDPSession(page);
  for (const type of DEFICIENCIES) {
    await session.send('Emulation.setEmulatedVisionDeficiency', { type });
    await everyScreen(page, '', type, {}, ['now', 'today', 'plan', 'history']);
  }
  await session.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' });
  for (const screen of SCREENS) {
    await show(page, screen);
    await heard(page, screen);
  }
}

/** From right to left. */
async function arabic(browser, url) {
  const page = await open(browser, url, { locale: 'ar' });
  await everyScreen(page, '', 'arabic', { fullPage: true });
  await wall(page, 'arabic');
  await page.context().close();
}

/** The demo home in the night, where its battery charges at more than 3 kW; null when its planner had no time for such a plan. */
async function chargingHome(browser, url) {
  const page = await open(browser, url);
  await page.getByRole('button', { name: '600×' }).click();
  const charging = page.locator('tw-now .screen').filter({ hasText: 'Battery is charging because power is cheap' }).filter({ hasText: /[5-9]\d ct/ });
  const found = await charging.waitFor({ timeout: 60_000 }).then(() => true, () => false);
  if (!found) return page.context().close().then(() => null);
  await page.getByRole('button', { name: '1×', exact: true }).click();
  return page;
}

/** A night of the demo home, and a limit of the grid that its battery has to make room for. */
async function night(browser, url) {
  const page = (await chargingHome(browser, url)) ?? (await chargingHome(browser, url)) ?? (await chargingHome(browser, url));
  if (!page) throw new Error('the battery of the demo home did not charge in three nights');
  await page.locator('tw-badge', { hasText: 'Demo home' }).waitFor();
  await page.locator('tw-now .age', { hasText: /^[0-3] s ago/ }).waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, 'night-light');
  mkdirSync(join(ROOT, 'docs/pictures'), { recursive: true });
  await page.screenshot({ path: README });
  await page.getByRole('button', { name: 'Send a grid limit' }).click();
  await page.locator('tw-now .lead.urgent', { hasText: /^(?!.*Turning down to).*1\.00 kW/s }).waitFor({ timeout: 30_000 });
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, 'limit-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, 'limit-dark');
  await page.context().close();
}

function startGateway(state) {
  const control = spawn(process.execPath, [join(ROOT, 'dist/device/control.mjs'), '--port', '0', '--mqtt-port', '0', '--state', state], { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const link = new Promise((resolve, reject) => {
    let said = '';
    control.once('exit', (code) => reject(new Error(`the gateway ended with ${code}: ${said}`)));
    control.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /http:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    });
  });
  const kill = () => {
    control.removeAllListeners('exit');
    process.kill(-control.pid, 'SIGKILL');
  };
  return { link, kill };
}

/** The real gateway with its simulated home; then killed, as when its plug is pulled. */
async function gatewayScreens(browser) {
  const state = mkdtempSync(join(tmpdir(), 'tidewatt-pictures-'));
  const gateway = startGateway(state);
  const link = await gateway.link;
  for (const scheme of ['light', 'dark']) await firstRun(browser, link.split('#')[0], scheme);
  await gallery(browser, link.split('#')[0]);
  const page = await open(browser, link);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
  await show(page, 'devices');
  await page.locator('tw-devices h1', { hasText: 'All 2 devices' }).waitFor({ timeout: 60_000 });
  await everyScreen(page, 'gateway-', 'phone-light', { fullPage: true });
  await show(page, 'now');
  gateway.kill();
  await page.locator('tw-badge', { hasText: 'No gateway' }).waitFor({ timeout: 60_000 });
  await page.locator('tw-now .stale').waitFor({ timeout: 60_000 });
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `offline-${colorScheme}`);
  }
  await page.context().close();
  rmSync(state, { recursive: true, force: true });
}

ensureInstalled();
ensureBuilt();
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const built = spawn(process.execPath, [join(ROOT, 'device/build.mjs'), 'demo'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
await new Promise((resolve, reject) => built.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the demo home was not built')))));
const host = await startStaticHost(join(ROOT, 'dist/demo'), '/');
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS });
try {
  for (const scheme of ['light', 'dark']) await demoScreens(browser, host.url, scheme);
  await arabic(browser, host.url);
  await night(browser, host.url);
  await gatewayScreens(browser);
} finally {
  await browser.close();
  await host.close();
}
console.log(`pictures: dist/pictures, and docs/pictures/now.png (${Math.round(statSync(README).size / 1024)} KiB)`);
