import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { later as english } from '../../../src/ui/text/en/later.ts';
import { en } from '../../../src/ui/text/en.ts';
import { languageCodes, speak, words, wordsOf } from '../../../src/ui/text/words.ts';

type Leaf = string | ((...given: string[]) => unknown);

/** Every text and sentence of a tree, "badge.live". */
function leaves(value: unknown, path: string): [string, Leaf][] {
  if (typeof value === 'string' || typeof value === 'function') return [[path, value as Leaf]];
  return Object.entries(value as object).flatMap(([key, one]: [string, unknown]) => leaves(one, path === '' ? key : `${path}.${key}`));
}

/** All that a language says, those words too that come with their screen. */
async function saidIn(code: string): Promise<Map<string, Leaf>> {
  await speak([code]);
  const sections = await Promise.all((Object.keys(english) as (keyof typeof english)[]).map(async (section) => leaves(await wordsOf(section), section)));
  const said = new Map([...leaves(words(), 'first'), ...sections.flat()]);
  await speak(['en']);
  return said;
}

/** Marks that no text holds, one for each figure a sentence may take. */
const MARKS = ['\ue000', '\ue001', '\ue002', '\ue003', '\ue004', '\ue005'];
const marksIn = (leaf: Leaf): string => (typeof leaf === 'string' ? 'a text' : MARKS.filter((mark) => String(leaf(...MARKS)).includes(mark)).map((mark) => MARKS.indexOf(mark)).join(' '));

const OTHERS = languageCodes().filter((code) => code !== 'en');
const ENGLISH = await saidIn('en');

describe.each(OTHERS)('the words of %s', (code) => {
  it('are there for every key of English, and no more', async () => expect([...(await saidIn(code)).keys()].sort()).toEqual([...ENGLISH.keys()].sort()));

  it('take the figures that the English sentence takes, each of them', async () => {
    const said = await saidIn(code);
    const wrong = [...ENGLISH].filter(([key, leaf]) => marksIn(said.get(key) ?? '') !== marksIn(leaf));
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('are not English, but for names, units and what is the same word in both', async () => {
    const said = await saidIn(code);
    const allowed = [...SAME_EVERYWHERE, ...(SAME_WORD[code] ?? [])];
    const same = [...ENGLISH].filter(([key, leaf]) => typeof leaf === 'string' && !key.startsWith(UNITS) && said.get(key) === leaf && !NO_WORD.test(leaf) && !allowed.includes(leaf));
    expect(same).toEqual([]);
  });

  it('say which language they are in, and its direction', async () => {
    await speak([code]);
    expect(words().language.tag.split('-')[0]).toBe(code);
    expect(words().language.direction).toBe(code === 'ar' ? 'rtl' : 'ltr');
    await speak(['en']);
  });
});

/** Marks, units and numbers, which no language has words for. */
const NO_WORD = /^(?:[^\p{L}]*|(?:[kM]?Wh?|\d+ min|OK))$/u;
/** Names of units, which half of Europe shares. */
const UNITS = 'display.units.';
/** Names, and what is no text but a setting. */
const SAME_EVERYWHERE = ['P1 logger', 'CO₂', 'ltr'];
/** Words that another language writes as English does. */
const SAME_WORD: Readonly<Record<string, readonly string[]>> = {
  de: ['Gas, kWh', 'minus', 'Plan', 'Reserve', 'Gateway', 'Gas'],
  es: ['Gas, kWh', 'Plan', 'Gas'],
  fr: ['Date', 'Source', 'Versions'],
  nl: ['Gas, kWh', 'Plan', 'Reserve', 'Gateway', 'Gas', 'Week', 'Planner', 'Later', 'later'],
};

describe('languages', () => {
  it('are as many as there are folders: none is left out of the list', () => {
    const folders = readdirSync(new URL('../../../src/ui/text/', import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...languageCodes()].sort());
  });

  it('have a file for every file of English, so that a screen’s words are in the same place', () => {
    const files = (code: string): string[] => readdirSync(new URL(`../../../src/ui/text/${code}/`, import.meta.url)).sort();
    for (const code of OTHERS) expect([code, files('en').filter((file) => !files(code).includes(file))]).toEqual([code, []]);
  });

  it('have English first', () => expect(en.language.tag).toBe('en-GB'));
});

describe('counts', () => {
  it.each(OTHERS.filter((code) => code !== 'de'))('have a form for every number of things that a home has, in %s', async (code) => {
    const { count } = (await import(`../../../src/ui/text/${code}/count.ts`)) as { readonly count: { readonly forms: readonly string[] } };
    const rules = new Intl.PluralRules(code);
    const used = new Set(Array.from({ length: 1_001 }, (_, n) => rules.select(n)));
    expect([...used].filter((form) => !count.forms.includes(form))).toEqual([]);
  });

  it('are said in Arabic by its six forms', async () => {
    await speak(['ar']);
    const { others } = words().attention;
    expect([1, 2, 3, 10, 11, 99, 100].map(others)).toEqual(['وتنبيه آخر', 'وتنبيهان آخران', 'و3 تنبيهات أخرى', 'و10 تنبيهات أخرى', 'و11 تنبيهًا آخر', 'و99 تنبيهًا آخر', 'و100 تنبيه آخر']);
    await speak(['en']);
  });

  it('are said in French with one offer, and with two', async () => {
    await speak(['fr']);
    expect(words().events.sentence.offered(1)).toBe('Une offre attend votre réponse.');
    expect(words().events.sentence.offered(2)).toBe('2 offres attendent votre réponse.');
    await speak(['en']);
  });
});

describe('French marks', () => {
  it('have a space before them that no line breaks at', async () => {
    await speak(['fr']);
    expect(words().plan.why).toBe('Pourquoi\u00a0?');
    expect(words().today.sentence('3 €', '9 kWh')).toBe('Aujourd’hui jusqu’ici\u00a0: 3 € pour 9 kWh.');
    await speak(['en']);
  });
});

