import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { single } from '../../device/bench/figure.ts';
import { bench } from '../../device/cli/bench.ts';
import { EXIT } from '../../device/cli/fault.ts';
import { readOptions } from '../../device/control/options.ts';
import { START_FLAGS } from '../../device/control/startFlags.ts';
import { type Bundle, bundle } from '../fakes/bundle.ts';

const docs = join(import.meta.dirname, '../../docs/formats');
const usage = 'start,end,import_kwh\n2023-01-10T10:00:00Z,2023-01-10T11:00:00Z,1\n';
const documented = (file: string, line: RegExp): string => line.exec(readFileSync(join(docs, file), 'utf8'))?.[0] ?? '';
let cli: Bundle;
let folder: string;

beforeAll(async () => {
  cli = await bundle({ cli: 'device/cli/main.ts' });
  folder = await mkdtemp(join(tmpdir(), 'tidewatt-cli-'));
  await writeFile(join(folder, 'usage.csv'), usage);
  await writeFile(join(folder, 'latin1.csv'), Buffer.from('start,import_wh,caf\xe9\n', 'latin1'));
});
afterAll(async () => {
  await cli.remove();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: unknown;
}

/** Runs the command line as npm does: in the project's folder, with the caller's in INIT_CWD. */
async function run(args: readonly string[], input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [cli.file('cli'), ...args], { env: { ...process.env, INIT_CWD: folder }, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined).end(input);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const last = err.trim().split('\n').at(-1) ?? '';
  return { code: Number(code), out, error: last.startsWith('{') ? JSON.parse(last) : null };
}

const tariff = ['--tariff', join(docs, 'tariff-fixed.json')];

describe('the command line', () => {
  it('finds files from the caller’s folder and answers one JSON object with exit 0', async () => {
    const { code, out, error } = await run(['bill', ...tariff, '--usage', 'usage.csv', '--json']);
    expect([code, error]).toEqual([0, null]);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({ total_micro: 301_200 + 460_100 });
  });

  it('reads standard input where a file is -', async () => {
    expect(JSON.parse((await run(['bill', ...tariff, '--usage', '-'], usage)).out)).toMatchObject({ import_wh: 1000 });
  });

  it.each<[string, readonly string[], number, string]>([
    ['an unknown command', ['forecast-the-lottery'], 2, 'wrong-use'],
    ['a backtest of a recording that does not cover its days', ['backtest', ...tariff, '--home', 'usage.csv', '--devices', join(docs, 'backtest-devices.json'), '--from', '2023-01-09', '--to', '2023-01-11'], 2, 'wrong-use'],
    ['a devices file that is none', ['backtest', ...tariff, '--home', 'usage.csv', '--devices', join(docs, 'tariff-fixed.json'), '--from', '2023-01-09', '--to', '2023-01-11'], 2, 'backtest-devices-unreadable'],
    ['an unknown flag', ['bill', '--nonsense'], 2, 'wrong-use'],
    ['a missing file', ['bill', ...tariff, '--usage', 'nowhere.csv'], 2, 'file-unreadable'],
    ['a folder', ['bill', ...tariff, '--usage', '.'], 2, 'file-unreadable'],
    ['bytes that are no text', ['bill', ...tariff, '--usage', 'latin1.csv'], 2, 'file-not-text'],
    ['a file that is no tariff', ['bill', '--tariff', 'usage.csv', '--usage', 'usage.csv'], 2, 'tariff-unreadable'],
    ['nothing valid', ['bill', ...tariff, '--usage', 'usage.csv', '--from', '2024-01-01'], 3, 'usage-empty'],
  ])('on %s says so in the last line of standard error, with nothing on standard output', async (_name, args, code, id) => {
    const ran = await run([...args, '--json']);
    expect(ran).toMatchObject({ code, out: '', error: { error: { id, message: expect.any(String), remedy: expect.any(String) } } });
  });

  it('fails with the last line that calling.md shows', async () => {
    const { code, error } = await run(['bill', '--tariff', join(docs, 'tariff-fixed.json')]);
    expect(code).toBe(2);
    expect(error).toEqual(JSON.parse(documented('calling.md', /^\{"error".*$/m)));
  });

  it('documents every exit code it has', () =>
    expect([...readFileSync(join(docs, 'calling.md'), 'utf8').matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))).toEqual(Object.values(EXIT)));

  it('documents every flag of start, and every bench', () => {
    const start = readFileSync(join(docs, 'start.md'), 'utf8');
    expect(new Set([...start.matchAll(/^\| `--([a-z-]+)/gm)].map(([, flag]) => flag))).toEqual(new Set(START_FLAGS));
    const named = [...readFileSync(join(docs, 'bench.md'), 'utf8').matchAll(/^\| `([a-z]+)`/gm)].map(([, name]) => name);
    expect(named).toEqual(bench.usage.split(' ')[0]?.split('|'));
  });

  it('prints of a bench what bench.md shows', async () => {
    const shown: unknown = JSON.parse(documented('bench.md', /^\{"bench".*$/m));
    const figure = single('gateway', 41.2, { unit: 'MiB', budget: 60 });
    expect(shown).toEqual({ bench: 'size', machine: expect.any(String), figures: [{ ...figure }] });
  });

  it('understands the start that start.md shows', () => {
    const [, words = ''] = /^npm start -- (.*)$/m.exec(readFileSync(join(docs, 'start.md'), 'utf8')) ?? [];
    const options = readOptions(words.split(' '), { folder: docs, project: folder, zone: 'Europe/Berlin' });
    expect(options).toMatchObject({ meter: { kind: 'replay', file: join(docs, 'bill-usage.csv') }, from: Date.parse('2023-03-26T00:00:00Z'), speed: 60, zone: 'Europe/London' });
  });

  it('lists its commands when asked for help', async () => {
    const { code, out } = await run(['help']);
    expect(code).toBe(0);
    expect(out).toMatch(/^tidewatt bill --tariff FILE/m);
  });
});
