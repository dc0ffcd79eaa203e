import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import { installed, Phone, timeFirstView } from './phone.ts';
import { CONTROL, emptyFolder, ROOT } from './process.ts';

const FIRST_VIEW = 1_000;
/** The best of these counts: the first browser of a busy machine measures the machine. */
const TRIES = 3;

let gateway: ChildProcess | undefined;
let phone: Phone | undefined;
afterEach(async () => {
  killAll();
  await phone?.throwAway();
});

/** The simulated home behind a real gateway; its one-time link. */
async function startGateway(): Promise<URL> {
  const started = spawn(process.execPath, [CONTROL, '--port', '0', '--state', emptyFolder()], { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  gateway = started;
  return new Promise((resolve, reject) => {
    let said = '';
    started.once('exit', (code) => reject(new Error(`the gateway ended with ${code}: ${said}`)));
    started.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [link] = /http:\/\/\S+/.exec(said) ?? [];
      if (link) resolve(new URL(link));
    });
  });
}

/** The whole tree at once, as when the plug is pulled. */
function killAll(): void {
  if (gateway?.pid === undefined || gateway.exitCode !== null || gateway.signalCode !== null) return;
  gateway.removeAllListeners('exit');
  process.kill(-gateway.pid, 'SIGKILL');
  gateway = undefined;
}

async function gone(url: string): Promise<void> {
  await expect.poll(() => fetch(url).then(() => 'answers', () => 'refused')).toBe('refused');
}

it('a phone paired with the real gateway shows Now with its age when the gateway is killed: reload and cold start', async () => {
  const link = await startGateway();
  phone = await Phone.buy();
  const paired = await phone.open();
  await paired.goto(link.href);
  await paired.locator('tw-now .number', { hasText: /\d/ }).waitFor();
  await installed(paired);
  expect(paired.url()).toBe(`${link.origin}/`);
  killAll();
  await gone(link.origin);

  const firstView = await timeFirstView(paired);
  const reloaded = await paired.reload();
  const afterReload = await firstView();
  expect(reloaded?.fromServiceWorker()).toBe(true);

  const starts: number[] = [];
  for (let start = 0; start < TRIES; start++) {
    await phone.close();
    const cold = await phone.open();
    const coldView = await timeFirstView(cold);
    const response = await cold.goto(link.origin);
    starts.push(await coldView());
    expect(response?.fromServiceWorker()).toBe(true);
    expect(await cold.locator('tw-now .age').textContent()).toMatch(/ago|as of \d\d:\d\d/);
  }
  console.log(`Now without its gateway: ${Math.round(afterReload)} ms after a reload, ${starts.map(Math.round).join(', ')} ms after cold starts`);
  expect(Math.min(...starts)).toBeLessThan(FIRST_VIEW);
  expect([phone.errors, phone.elsewhere]).toEqual([[], []]);
});
