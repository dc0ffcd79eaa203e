import { describe, expect, it } from 'vitest';
import { readdirSync } from 'node:fs';
import { de } from '../../../src/ui/text/de.ts';
import { en } from '../../../src/ui/text/en.ts';
import { long, mirrored, pseudo } from '../../../src/ui/text/pseudo.ts';
import { laterWords, retellAs, speak, words } from '../../../src/ui/text/words.ts';

/** Keys of every text, "badge.live". */
const keys = (value: object, before = ''): string[] =>
  Object.entries(value).flatMap(([key, one]: [string, unknown]) => (typeof one === 'object' && one !== null ? keys(one, `${before}${key}.`) : [`${before}${key}`]));

describe('the words of a language', () => {
  it('are there for every key: the type check fails on a missing one, and so does this', () => expect(keys(de).sort()).toEqual(keys(en).sort()));

  it('that come later are there in every language too', async () => {
    const folder = new URL('../../../src/ui/text/', import.meta.url);
    const files = (code: string) => readdirSync(new URL(code, folder)).sort();
    expect(files('de')).toEqual(files('en'));
    for (const file of files('en')) {
      const [english, german] = (await Promise.all([import(new URL(`en/${file}`, folder).href), import(new URL(`de/${file}`, folder).href)])) as [object, object];
      expect([file, keys(german).sort()]).toEqual([file, keys(english).sort()]);
    }
  });
});

describe('a language that nobody speaks', () => {
  it('is longer by two fifths and in brackets', () => {
    expect(long('Pause')).toBe('[Páüšé~~]');
    expect(long('– 12')).toBe('– 12');
  });

  it('is told from right to left, and says so', async () => {
    retellAs(pseudo(mirrored, 'rtl'));
    await speak(['en']);
    expect(words().language).toEqual({ ...en.language, direction: 'rtl' });
    expect(words().badge.live).toBe('\u2067\u202eLive\u202c\u2069');
    expect(words().age.seconds('4')).toContain('4 s ago');
    retellAs((told) => told);
    await speak(['en']);
    expect(words()).toBe(en);
  });

  it('has the words that come later, too', async () => {
    retellAs(pseudo(long, 'ltr'));
    expect(await laterWords({ en: async () => ({ open: 'Open' }) })).toEqual({ open: '[Øpéñ~~]' });
    retellAs((told) => told);
  });

  it('has English where a file cannot be had', async () => {
    await speak(['de']);
    expect(await laterWords({ en: async () => ({ open: 'Open' }), de: () => Promise.reject(new Error('offline')) })).toEqual({ open: 'Open' });
    await speak(['en']);
  });
});
