import { afterEach, describe, expect, it, vi } from 'vitest';
import { de } from '../../../src/ui/text/de.ts';
import { en } from '../../../src/ui/text/en.ts';
import { isolated } from '../../../src/ui/text/isolated.ts';
import { long, mirrored, pseudo } from '../../../src/ui/text/pseudo.ts';
import { retellAs, speak, words, wordsOf } from '../../../src/ui/text/words.ts';

afterEach(async () => {
  retellAs((told) => told);
  await speak(['en']);
});

describe('the language spoken', () => {
  it('is the first of those wanted that there is, whatever its country', async () => {
    await speak(['eo', 'de-CH', 'en-GB']);
    expect(words()).toBe(de.words);
  });

  it.each([[[]], [['eo']], [['constructor']], [['']]])('is English where %j is wanted', async (wanted) => {
    await speak(wanted);
    expect(words()).toBe(en);
  });

  it('is English where a file cannot be had', async () => {
    await speak(['de']);
    vi.doMock('../../../src/ui/text/de/charging.ts', () => Promise.reject(new Error('offline')));
    expect((await wordsOf('charging')).always).toBe('At any hour.');
    vi.doUnmock('../../../src/ui/text/de/charging.ts');
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
  });

  it('has the words that come later, too', async () => {
    retellAs(pseudo(long, 'ltr'));
    expect((await wordsOf('charging')).to).toBe('[tö~]');
  });
});

describe('a sentence from right to left', () => {
  it('takes figures and names isolated, so that they turn nothing round them; what is empty stays empty', () => {
    const told = isolated({ at: (device: string, time: string) => `${device} · ${time}`, count: (count: number) => `${count}`, banner: { text: (said: string, figure: string) => (figure === '' ? said : figure) } });
    expect(told.at('EV 1', '14:02')).toBe('\u2068EV 1\u2069 · \u206814:02\u2069');
    expect(told.count(3)).toBe('3');
    expect(told.banner.text('a', '')).toBe('\u2068a\u2069');
  });
});
