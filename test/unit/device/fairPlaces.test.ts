import { describe, expect, it } from 'vitest';
import { FairPlaces, neighbourOf } from '../../../device/fairPlaces.ts';

describe('a neighbour', () => {
  it.each([
    ['192.168.1.7', '192.168.1.7'],
    ['::ffff:192.168.1.7', '192.168.1.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('%s is %s', (address, neighbour) => expect(neighbourOf(address)).toBe(neighbour));
});

describe('fair places', () => {
  it('of a neighbour go to its newest', () => {
    const places = new FairPlaces<string>(2);
    expect(['a1', 'a2', 'a3', 'a4'].map((who) => places.take(who, '10.0.0.1', 9))).toEqual([null, null, 'a1', 'a2']);
    expect(places.size).toBe(2);
  });

  it('are taken from the busiest when there is none for a newcomer', () => {
    const places = new FairPlaces<string>(3);
    places.take('b1', '10.0.0.2', 4);
    for (const who of ['a1', 'a2', 'a3']) places.take(who, '10.0.0.1', 4);
    expect(places.take('c1', '10.0.0.3', 4)).toBe('a1');
    expect(places.take('c2', '10.0.0.3', 4)).toBe('a2');
  });

  it('are not taken from who is served', () => {
    const places = new FairPlaces<string>(2);
    const isIdle = (who: string): boolean => who !== 'a1';
    for (const who of ['a1', 'a2']) places.take(who, '10.0.0.1', 9, isIdle);
    expect(places.take('a3', '10.0.0.1', 9, isIdle)).toBe('a2');
    expect(places.take('a4', '10.0.0.1', 9, () => false)).toBeUndefined();
    expect(places.take('b1', '10.0.0.2', 2, () => false)).toBeUndefined();
  });

  it('are free again when somebody has left', () => {
    const places = new FairPlaces<string>(1);
    places.take('a1', '10.0.0.1', 9);
    places.leave('a1');
    expect(places.take('a2', '10.0.0.1', 9)).toBeNull();
  });
});
