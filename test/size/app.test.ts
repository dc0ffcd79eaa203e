import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appScripts, sizeFigures } from '../../device/bench/size.ts';

const APP = new URL('../../dist/app/', import.meta.url).pathname;
const all = readdirSync(APP, { recursive: true, encoding: 'utf8' });

describe('the app on a phone stays within its sizes', () => {
  it.each(sizeFigures(APP))('$name: $value of $budget $unit', ({ ok, budget }) => expect(ok).toBe(budget === null ? null : true));
  it('knows the demo home and the languages apart, and counts one language as the household’s', () => {
    const { demo, gallery, qr, languages, household } = appScripts(APP);
    expect([demo.length, gallery.length, qr.length, languages.length > 0]).toEqual([1, 1, 1, true]);
    expect(household.filter((file) => gallery.includes(file))).toEqual([]);
    expect(household.some((file) => languages.includes(file))).toBe(true);
    expect(household).toContain('sw.js');
  });
  it('counts more with each step', () => {
    const [first, live, household] = sizeFigures(APP).map(({ value }) => value);
    expect([first, live, household].every((value) => (value ?? 0) > 5)).toBe(true);
    expect((first ?? 0) < (live ?? 0) && (live ?? 0) < (household ?? 0)).toBe(true);
  });
  it('asks for nothing of the live link before the first paint', () => expect(appScripts(APP).firstPaint.filter((file) => file.includes('mqtt'))).toEqual([]));
});

describe('what is kept to start without a server', () => {
  const worker = readFileSync(join(APP, 'sw.js'), 'utf8');
  const built = all.filter((file) => /\.(js|css|html|wasm|svg|png|webmanifest)$/.test(file) && file !== 'sw.js');

  it('has every file of the app, the solver among them, but the gallery', () => {
    expect(built.some((file) => file.endsWith('.wasm'))).toBe(true);
    expect(built.filter((file) => !worker.includes(file))).toEqual(appScripts(APP).gallery);
  });

  it('has a compressed twin of every text and of the solver, so that the gateway compresses nothing', () => {
    const text = built.filter((file) => !file.endsWith('.png'));
    expect(text.filter((file) => !all.includes(`${file}.br`) || !all.includes(`${file}.gz`))).toEqual([]);
  });
});
