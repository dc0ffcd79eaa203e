import { describe, expect, it } from 'vitest';
import { Announcer } from '../../../src/ui/app/announcer.ts';
import { routeOf } from '../../../src/ui/app/router.ts';
import { figureOf } from '../../../src/ui/parts/figure.ts';
import { en } from '../../../src/ui/text/en.ts';
import { homeMessages } from '../../../src/ui/gallery/exampleHome.ts';

const { grid, tariff } = homeMessages();
const fresh = { kind: 'fresh', age: 1_000, word: 'fresh' } as const;

describe('the address of a screen', () => {
  it.each([
    ['/', '/', 'now'],
    ['/plan', '/', 'plan'],
    ['/plan/', '/', 'plan'],
    ['/tide/today', '/tide/', 'today'],
    ['/tide/', '/tide/', 'now'],
    ['/nowhere', '/', 'now'],
  ])('%s under %s is %s', (path, base, route) => expect(routeOf(path, base)).toBe(route));
});

describe('the big number', () => {
  const figure = (power: number | null, wanted: 'money' | 'power' = 'money', table = tariff) => figureOf(en, { ...grid, power }, table ?? undefined, wanted, fresh);
  it('is money an hour first', () => expect(figure(820)).toMatchObject({ number: '22p', unit: 'an hour', direction: 'using' }));
  it('is power when that was chosen', () => expect(figure(820, 'power')).toMatchObject({ number: '820 W', direction: 'using' }));
  it('is power, and says so, where no price is known', () => expect(figure(820, 'money', null)).toMatchObject({ number: '820 W', unpriced: true }));
  it('is what is earned when power goes out', () => expect(figure(-2_000)).toMatchObject({ number: '30p', direction: 'earning' }));
  it('calls nothing an earning that reads 0p', () => expect(figure(-60, 'money', tariff && { ...tariff, slots: tariff.slots.map((slot) => ({ ...slot, exportPrice: 50_000 })) })).toMatchObject({ number: '0p', direction: 'sending out' }));
  it.each([-49, -20, 0, 49])('reads calmly round zero, at %d W', (power) => expect(figure(power)).toMatchObject({ direction: 'next to nothing', calm: true }));
  it('never earns or owes a sign round zero', () => expect([figure(-49).number, figure(-4).number, figure(49).number]).toEqual(['0p', '0p', '1p']));
  it('is a dash, never 0, when the power is not known', () => expect(figure(null)).toMatchObject({ number: '–' }));
  describe('of a meter that measures VA alone', () => {
    const linky = (estimatedPower: number | null, wanted: 'money' | 'power', apparentPower = 1_250) => figureOf(en, { ...grid, power: null, apparentPower, estimatedPower }, tariff ?? undefined, wanted, fresh);
    it('is about so much money, from its registers', () => expect(linky(820, 'money')).toMatchObject({ number: '22p', unit: 'an hour', direction: 'using about' }));
    it('is what about is earned', () => expect(linky(-2_000, 'money', -2_100)).toMatchObject({ number: '30p', direction: 'earning about' }));
    it('is VA as the meter says them, when power was chosen', () => expect(linky(820, 'power')).toMatchObject({ number: '1.25 kVA', direction: 'using' }));
    it('says no way for VA while the registers have told none', () => expect(linky(null, 'power')).toMatchObject({ number: '1.25 kVA', direction: '', spoken: '' }));
    it('is a dash for money until the registers have told a minute', () => expect(linky(null, 'money')).toMatchObject({ number: '–', unpriced: false }));
  });
  it('is a dash without a word of prices when neither is known', () => expect(figure(null, 'money', null)).toMatchObject({ number: '–', unpriced: false }));
  it('is 0 when 0 was measured', () => expect(figure(0, 'power')).toMatchObject({ number: '0 W', direction: 'next to nothing' }));
});

describe('what is spoken', () => {
  it('comes at most once in 60 s, and then the latest', () => {
    const announcer = new Announcer();
    expect(announcer.say('high', 0)).toBe('high');
    expect(announcer.say('low', 30_000)).toBeNull();
    expect(announcer.say('usual', 59_999)).toBeNull();
    expect(announcer.say('usual', 60_000)).toBe('usual');
  });

  it('may be said again when it was over in between', () => {
    const announcer = new Announcer();
    announcer.say('no gateway', 0);
    announcer.calm();
    expect(announcer.say('no gateway', 120_000)).toBe('no gateway');
  });

  it('U51 is repeated after a minute and then every ten where it lasts and matters', () => {
    const announcer = new Announcer();
    const said = Array.from({ length: 1_400 }, (_, second) => (announcer.say('high', second * 1_000, true) === null ? [] : [second])).flat();
    expect(said).toEqual([0, 60, 660, 1_260]);
    expect(announcer.say('usual', 1_400_000)).toBe('usual');
    expect([announcer.say('high', 1_460_000, true), announcer.say('high', 1_520_000, true), announcer.say('high', 1_580_000, true)]).toEqual(['high', 'high', null]);
  });

  it('is not repeated when nothing changed', () => {
    const announcer = new Announcer();
    announcer.say('high', 0);
    expect(announcer.say('high', 600_000)).toBeNull();
  });
});
