import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const GUARD = new URL('../../src/domain/guard/', import.meta.url).pathname;
const LADDER = new URL('../../src/domain/ladder/', import.meta.url).pathname;
const ACTUATOR = new URL('../../device/control/actuator.ts', import.meta.url).pathname;
/** "About 600" for what decides and what writes (DESIGN, Signal -> limit -> guard); what is above it DECISIONS.md says. */
const ALOUD = 745;
/** Beside it the ladder, which is read on its own. */
const LADDER_ALOUD = 440;

/** Lines that do something: no comment, import, brace alone or blank. */
const linesOf = (source: string): number =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').split('\n').filter((line) => !/^\s*($|\/\/|import |[)}\];]+,?$)/.test(line)).length;

const linesIn = (folder: string): number => readdirSync(folder).map((file) => linesOf(readFileSync(join(folder, file), 'utf8'))).reduce((sum, each) => sum + each, 0);

it('the guard is short enough to read aloud', () => {
  const [domain, actuator, ladder] = [linesIn(GUARD), linesOf(readFileSync(ACTUATOR, 'utf8')), linesIn(LADDER)];
  console.log(`guard: ${domain} lines, its actuator ${actuator}: ${domain + actuator} of about 600; ladder: ${ladder}`);
  expect(domain).toBeGreaterThan(100);
  expect(domain + actuator).toBeLessThanOrEqual(ALOUD);
  expect(ladder).toBeGreaterThan(100);
  expect(ladder).toBeLessThanOrEqual(LADDER_ALOUD);
});
