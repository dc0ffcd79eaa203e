import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const APP = new URL('../../dist/app/', import.meta.url).pathname;
const KIB = 1024;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly src?: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}
const chunks = JSON.parse(readFileSync(join(APP, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

/** As the gateway sends it. */
const brotli = (file: string): number => statSync(join(APP, `${file}.br`)).size;
const total = (files: Iterable<string>): number => [...new Set(files)].reduce((sum, file) => sum + brotli(file), 0);

/** Scripts that a chunk cannot run without. */
function needed(key: string): string[] {
  const chunk = chunks[key];
  return chunk ? [chunk.file, ...(chunk.imports ?? []).flatMap(needed)] : [];
}

const find = (part: (chunk: Chunk, key: string) => boolean): string => {
  const [found] = Object.entries(chunks).find(([key, chunk]) => part(chunk, key)) ?? [];
  if (found === undefined) throw new Error('the build has no such chunk');
  return found;
};

const firstPaint = needed(find((chunk) => chunk.isEntry === true));
const live = [...firstPaint, ...needed(find((_chunk, key) => key.includes('node_modules/mqtt/')))];
/** Every script there is: all screens and languages, the planner, the demo home and the service worker. */
const household = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));

function within(name: string, files: readonly string[], budget: number): void {
  const size = total(files);
  console.log(`${name}: ${(size / KIB).toFixed(1)} KiB brotli of ${budget}`);
  expect(size / KIB).toBeLessThanOrEqual(budget);
}

describe('the app on a phone weighs, in scripts', () => {
  it('at most 40 KiB before the first paint', () => within('before the first paint', firstPaint, 40));
  it('at most 150 KiB with the live link', () => within('with the live link', live, 150));
  it('at most 250 KiB for the household', () => within('for the household', household, 250));
  it('nothing of the live link before the first paint', () => expect(firstPaint.filter((file) => file.includes('mqtt'))).toEqual([]));
});

describe('what is kept to start without a server', () => {
  const worker = readFileSync(join(APP, 'sw.js'), 'utf8');
  const built = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(js|css|html|wasm|svg|png|webmanifest)$/.test(file) && file !== 'sw.js');

  it('has every file of the app, the solver among them', () => {
    expect(built.some((file) => file.endsWith('.wasm'))).toBe(true);
    expect(built.filter((file) => !worker.includes(file))).toEqual([]);
  });

  it('has a compressed twin of every text and of the solver, so that the gateway compresses nothing', () => {
    const all = readdirSync(APP, { recursive: true, encoding: 'utf8' });
    const text = built.filter((file) => !file.endsWith('.png'));
    expect(text.filter((file) => !all.includes(`${file}.br`) || !all.includes(`${file}.gz`))).toEqual([]);
  });
});
