import { describe, expect, it } from 'vitest';
import { DEFAULTS, keepPreferences, readPreferences, type Preferences } from '../../../src/data/preferences.ts';

const storage = (text: string | null) => ({ getItem: () => text });
const read = (raw: unknown): Preferences => readPreferences(storage(JSON.stringify(raw)));

describe('what a person chose', () => {
  it('is read as it was kept', () => {
    const chosen: Preferences = { ...DEFAULTS, figure: 'power', language: 'de', demo: true, sound: true, read: ['n1'], past: false, theme: 'dark', contrast: true, textSize: 150, still: true, simple: true, aloud: true, volume: 0, pace: 2, quiet: { from: '22:00', to: '07:00' }, news: false, setup: 'wishes', country: 'NL' };
    let kept = '';
    keepPreferences({ setItem: (_key, text) => void (kept = text) }, chosen);
    expect(readPreferences(storage(kept))).toEqual(chosen);
  });

  it.each([null, '', '{', 'null', '7', '[]'])('is the default where %j was kept', (text) => expect(readPreferences(storage(text))).toEqual(DEFAULTS));

  it('is the default, one by one, where something else was kept', () => {
    const odd = { figure: 'x', language: 3, read: 'all', theme: 'pink', textSize: 300, volume: 7, pace: 'fast', quiet: { from: '25:00', to: '07:00' }, setup: 'begun', country: null };
    expect(read({ ...odd, simple: true })).toEqual({ ...DEFAULTS, simple: true });
  });
});
