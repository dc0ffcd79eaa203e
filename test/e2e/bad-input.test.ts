import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CONTROL, emptyFolder, ROOT, runToEnd, type Ended } from './process.ts';

/** A fault of the caller: code 2, a sentence with a remedy, nothing on standard output, no stack trace. */
function expectRefusal(ended: Ended, words: RegExp): void {
  expect(ended.code, ended.stderr).toBe(2);
  expect(ended.error, ended.stderr).toMatchObject({ id: expect.stringMatching(/^[a-z][a-z0-9-]+$/), message: expect.stringMatching(words) });
  expect(ended.error?.remedy.length).toBeGreaterThan(5);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).not.toMatch(/\n\s+at /);
}

const start = (...args: string[]): Promise<Ended> => runToEnd(CONTROL, ['--port', '0', '--mqtt-port', '0', '--state', join(emptyFolder(), 'state'), ...args]);

function fileWith(text: string): string {
  const file = join(emptyFolder(), 'input.csv');
  writeFileSync(file, text);
  return file;
}

describe('bad input gets a sentence that says what is wrong and what to do', () => {
  it('a wrong flag', async () => expectRefusal(await start('--sped', '600'), /--sped/));
  it('a port that is no port', async () => expectRefusal(await start('--port', '99999'), /port/i));
  it('an unknown kind of meter', async () => expectRefusal(await start('--meter', 'gopher://cupboard:1'), /gopher/));
  it('an unknown format', async () => expectRefusal(await start('--meter', 'tcp://127.0.0.1:9', '--format', 'morse'), /morse/));
  it('a meter file that is not there', async () => expectRefusal(await start('--meter', '/no/such/capture.txt'), /capture\.txt/));
  it('a replay without a usable column, naming the headers found', async () =>
    expectRefusal(await start('--replay', fileWith('when,how much\n2023-01-01T00:00Z,1\n')), /how much/));
  it('a replay whose range is empty', async () =>
    expectRefusal(await start('--replay', fileWith('start,end,import_kwh\n2023-01-01T00:00Z,2023-01-01T00:30Z,1\n'), '--from', '2030-01-01', '--to', '2030-01-02'), /2030|range|nothing/i));
  it('a network bind without a certificate', async () => expectRefusal(await start('--lan'), /certificate/i));
  it('a certificate without its key', async () => expectRefusal(await start('--lan', '--cert', fileWith('x')), /key/i));

  it('a state folder that is a file', async () => {
    const file = fileWith('not a folder');
    expectRefusal(await runToEnd(CONTROL, ['--port', '0', '--mqtt-port', '0', '--state', file]), /state|folder/i);
  });

  it('a state folder where none can be made', async () => expectRefusal(await runToEnd(CONTROL, ['--port', '0', '--mqtt-port', '0', '--state', '/proc/tidewatt/state']), /state|folder/i));

  it('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    expectRefusal(await start('--port', String(port)), new RegExp(String(port)));
  });
});

describe('no network and nothing installed', () => {
  it('is one sentence and exit code 2', async () => {
    const folder = emptyFolder();
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(ROOT, file), join(folder, file));
    mkdirSync(join(folder, 'device'));
    for (const file of ['start.mjs', 'prepare.mjs', 'build.mjs']) cpSync(join(ROOT, 'device', file), join(folder, 'device', file));
    const env = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: join(folder, 'cache'), npm_config_fetch_retries: '0' };
    expectRefusal(await runToEnd(join(folder, 'device/start.mjs'), [], { cwd: folder, env, seconds: 240 }), /install/i);
  });
});
