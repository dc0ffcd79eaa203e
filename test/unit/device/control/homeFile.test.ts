import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { floorsOf, guardingOf } from '../../../../device/control/homeFile/guarding.ts';
import { parseHomeFile, PLAIN_HOME } from '../../../../device/control/homeFile.ts';

const PAGE = readFileSync(new URL('../../../../docs/formats/home.md', import.meta.url), 'utf8');
const [example = ''] = /(?<=```json\n)[\s\S]*?(?=\n```)/.exec(PAGE) ?? [];

describe('what the home file says to the guard', () => {
  it('the example of the page', () => {
    const home = parseHomeFile(example, 'home.json');
    expect(guardingOf(home)).toEqual({
      unbalance: 20,
      generation: null,
      cycles: { 'heat-pump': { minRun: 300_000, minRest: 600_000, startsPerHour: 6 } },
      releaseDelay: 600_000,
      startDelay: 600_000,
    });
    expect(floorsOf(home)).toEqual({ car: 8_000_000 });
  });
  it('a plain home waits up to ten minutes by chance, and keeps no unbalance', () => expect(guardingOf(PLAIN_HOME)).toEqual({ unbalance: null, generation: null, cycles: {}, releaseDelay: 600_000, startDelay: 600_000 }));
  it.each([
    ['a delay above half an hour', '{"randomDelay":1801}', /randomDelay/],
    ['a delay below nothing', '{"randomDelay":-1}', /randomDelay/],
    ['a cycle of an unknown kind', '{"cycles":{"pump":{"rest":3}}}', /cycles\.pump/],
  ])('%s is refused with its place', (_, text, place) => expect(() => parseHomeFile(text, 'home.json')).toThrow(place));
});
