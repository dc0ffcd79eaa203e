import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { crc16 } from '../../device/driver/meter/p1/crc.ts';
import { FrameFinder } from '../../device/driver/meter/p1/frame.ts';
import { readOptions } from '../../device/sim/options.ts';
import { encodeFrame, writeRequest } from '../../device/transport/modbus/frame.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'tidewatt-sim-'));
const bundle = join(folder, 'sim.mjs');
const running: ChildProcess[] = [];

beforeAll(async () => {
  const js = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({ absWorkingDir: root, entryPoints: ['device/sim/main.ts'], bundle: true, platform: 'node', format: 'esm', target: 'node20', banner: { js }, outfile: bundle, logLevel: 'warning' });
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [bundle, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  return child;
}

async function firstLine(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) if ((text += String(chunk)).includes('\n')) break;
  return text.trim();
}

async function ports(child: ChildProcess): Promise<{ p1: number; modbus: number }> {
  return JSON.parse(await firstLine(child.stdout)) as { p1: number; modbus: number };
}

describe('the simulated home as a process', () => {
  it('says where it listens, and sends a whole telegram each second', async () => {
    const { p1 } = await ports(start());
    const socket = connect(p1, '127.0.0.1');
    const finder = new FrameFinder();
    let frames = 0;
    for await (const bytes of socket) {
      frames += finder.push(bytes as Buffer).filter((found) => found.kind === 'frame' && found.check === 'right').length;
      if (frames === 2) break;
    }
    expect(frames).toBe(2);
  });

  it('writes down when a write reached the battery', async () => {
    const log = join(folder, 'writes.log');
    const { modbus } = await ports(start('--log', log));
    const socket = connect(modbus, '127.0.0.1');
    const before = Date.now();
    socket.write(encodeFrame({ transaction: 1, unit: 1, pdu: writeRequest(40_134, [61_482, 4_054, 0, 60, 0]) }));
    await once(socket, 'data');
    socket.write(encodeFrame({ transaction: 2, unit: 1, pdu: writeRequest(40_127, [3]) }));
    await once(socket, 'data');
    socket.destroy();
    const lines = readFileSync(log, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { at: number; address: number; setpoint: number | null });
    expect(lines).toMatchObject([{ address: 40_134, setpoint: null }, { address: 40_127, setpoint: 1_500 }]);
    for (const { at } of lines) expect(Math.abs(at - before)).toBeLessThan(5_000);
  });

  it.each([
    [['--bogus'], 'wrong-option'],
    [['--seed', '-1'], 'wrong-option'],
    [['--zone', 'Mars/Olympus'], 'wrong-option'],
    [['--plug', 'x'], 'wrong-option'],
    [['--log', '/nonexistent/folder/log'], 'cannot-start'],
  ])('refuses %j with a sentence and exit code 2', async (args, id) => {
    const child = start(...args);
    const [line, [code]] = await Promise.all([firstLine(child.stderr), once(child, 'exit')]);
    expect(code).toBe(2);
    const { error } = JSON.parse(line) as { error: { id: string; message: string; remedy: string } };
    expect(error.id).toBe(id);
    expect(error.message.length * error.remedy.length).toBeGreaterThan(0);
  });

  it('refuses a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const child = start('--p1-port', String((taken.address() as AddressInfo).port));
    const [line, [code]] = await Promise.all([firstLine(child.stderr), once(child, 'exit')]);
    taken.close();
    expect([code, (JSON.parse(line) as { error: { id: string } }).error.id]).toEqual([2, 'cannot-start']);
  });

  it('takes its broker secret from the environment, whatever character it begins with', () =>
    expect(readOptions(['--plug', 'dishwasher', '--mqtt-port', '1883'], { TIDEWATT_MQTT_SECRET: '-F8_secret' }).mqttSecret).toBe('-F8_secret'));

  it('ends without a word when nobody is left to read where it listens', async () => {
    const child = start();
    child.stdout?.destroy();
    const [said, [code]] = await Promise.all([firstLine(child.stderr), once(child, 'exit')]);
    expect([said, code]).toEqual(['', 0]);
  });

  it('goes with its parent when it is tied to it', async () => {
    const child = fork(bundle, ['--tied'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    running.push(child);
    await ports(child);
    const exit = once(child, 'exit');
    child.disconnect();
    expect((await exit)[0]).toBe(0);
  });
});

describe('the examples of docs/formats/simulated-home.md', () => {
  const page = readFileSync(join(root, 'docs/formats/simulated-home.md'), 'utf8');
  const block = (start: string): string => /```\n([\s\S]*?)\n```/.exec(page.slice(page.indexOf(`\`\`\`\n${start}`)))?.[1] ?? '';

  it('show a telegram whose check value is right', () => {
    const text = block('/TDW5').replaceAll('\n', '\r\n');
    const end = text.indexOf('!') + 1;
    expect(text.slice(end)).toBe(crc16(new TextEncoder().encode(text.slice(0, end))).toString(16).toUpperCase());
  });
  it('show log lines of the three kinds', () => {
    const lines = block('{"at"').split('\n').map((line) => Object.keys(JSON.parse(line) as object));
    expect(lines).toEqual([['at', 'device', 'address', 'values', 'setpoint'], ['at', 'device', 'payload', 'setpoint'], ['at', 'device', 'reverted']]);
  });
});
