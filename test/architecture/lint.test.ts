import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { ROOT } from './tree.ts';

// Of src/domain alone: the whole tree would have to be read for a line of it. Where CI=true the parser takes each file
// from the disk the first time, whatever text it was given, unless it is told not to.
const parserOptions = { project: 'src/domain/tsconfig.json', disallowAutomaticSingleRunInference: true };
const eslint = new ESLint({ cwd: ROOT, overrideConfig: { languageOptions: { parserOptions } } });

async function rulesBrokenBy(source: string, filePath: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(source, { filePath: `${ROOT}${filePath}` });
  return (result?.messages ?? []).map((message) => message.ruleId);
}

/** Text stands in for a module that exists, as type-aware rules need a file of the project. */
describe('the lint rule against clock and chance in src/domain fires', () => {
  it.each([
    ['Date.now()', 'no-restricted-globals'],
    ['new Date()', 'no-restricted-globals'],
    ['Math.random()', 'no-restricted-properties'],
    ['setTimeout(() => 1, 5)', 'no-restricted-globals'],
    ["Intl.DateTimeFormat('en')", 'no-restricted-globals'],
  ])('%s', async (expression, rule) => expect(await rulesBrokenBy(`export const x = ${expression};\n`, 'src/domain/units/power.ts')).toContain(rule), 60_000);

  it('allows Intl in domain/time, and only that', async () => {
    expect(await rulesBrokenBy("export const x = Intl.DateTimeFormat('en');\n", 'src/domain/time/now.ts')).toEqual([]);
    expect(await rulesBrokenBy('export const x = Date.now();\n', 'src/domain/time/now.ts')).toContain('no-restricted-globals');
  });
  it('is quiet on clean code', async () => expect(await rulesBrokenBy('export const x = 1;\n', 'src/domain/units/power.ts')).toEqual([]));
});
