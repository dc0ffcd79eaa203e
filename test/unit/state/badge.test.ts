import { describe, expect, it } from 'vitest';
import { badgeOf, type ChainOfLinks } from '../../../src/state/badge.ts';
import { homeMessages } from '../../../src/ui/gallery/exampleHome.ts';

const { link, grid } = homeMessages();
const whole: ChainOfLinks = { home: 'gateway', status: 'connected', link, grid, gridFreshness: { kind: 'fresh', age: 1_000, word: 'fresh' } };

describe('the badge of the link', () => {
  it.each([
    ['live', {}],
    ['not-paired', { home: 'none' }],
    ['connecting', { status: 'connecting' }],
    ['no-gateway', { status: 'waiting' }],
    ['refused', { status: 'refused' }],
    ['no-meter', { link: { ...link, meter: 'silent' } }],
    ['no-meter', { gridFreshness: { kind: 'stale', age: 60_000, at: 1, word: 'late' } }],
    ['meter-waiting', { link: { ...link, meter: 'never' } }],
    ['ended', { link: { ...link, meter: 'ended' } }],
    ['storage-failed', { link: { ...link, storage: 'failed' } }],
    ['storage-failed', { link: { ...link, disk: 'full' } }],
    ['live', { link: { ...link, disk: 'low', restored: 'backup' } }],
    ['demo', { home: 'demo' }],
  ] satisfies [string, Partial<ChainOfLinks>][])('says %s', (badge, change) => {
    expect(badgeOf({ ...whole, ...change })).toBe(badge);
  });

  it('speaks of the internet only when a configured fetch failed', () => {
    expect(badgeOf({ ...whole, link: { ...link, internet: 'unused' } })).toBe('live');
    expect(badgeOf({ ...whole, link: { ...link, internet: 'ok' } })).toBe('live');
    expect(badgeOf({ ...whole, link: { ...link, internet: 'failed' } })).toBe('no-internet');
  });

  it('names the break nearest to the person first', () => {
    const allBroken = { ...whole, status: 'waiting' as const, link: { ...link, meter: 'silent' as const, internet: 'failed' as const } };
    expect(badgeOf(allBroken)).toBe('no-gateway');
    expect(badgeOf({ ...allBroken, status: 'connected' })).toBe('no-meter');
  });
});
