import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const GUARD = new URL('../../src/domain/guard/', import.meta.url).pathname;

/** Lines that do something: no comment, import, brace alone or blank. */
const linesOf = (source: string): number =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').split('\n').filter((line) => !/^\s*($|\/\/|import |[)}\];]+,?$)/.test(line)).length;

it('the guard is short enough to read aloud', () => {
  const lines = readdirSync(GUARD).map((file) => linesOf(readFileSync(join(GUARD, file), 'utf8'))).reduce((sum, each) => sum + each, 0);
  console.log(`guard: ${lines} lines of 600`);
  expect(lines).toBeGreaterThan(100);
  expect(lines).toBeLessThanOrEqual(600);
});
