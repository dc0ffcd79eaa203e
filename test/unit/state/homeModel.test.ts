import { describe, expect, it } from 'vitest';
import { HomeModel } from '../../../src/state/homeModel.ts';
import { homeMessages, TOLD_AT } from '../../../src/ui/gallery/exampleHome.ts';

let seq = 0;
const told = (body: unknown, time: number, more: object = {}): string => JSON.stringify({ v: 1, storeId: 's', boot: 'b', seq: ++seq, time, body, ...more });

function page() {
  const clock = { mono: 1_000 };
  const kept: string[] = [];
  const model = new HomeModel(
    () => clock.mono,
    (name) => kept.push(name),
  );
  model.clock.connected(true);
  return { clock, model, kept };
}

describe('what a page knows of its home', () => {
  it('takes states by name and hands them on to be kept', () => {
    const { model, kept } = page();
    model.receive('tw/state/link', told(homeMessages().link, TOLD_AT));
    expect(model.facts.link.body?.meter).toBe('ok');
    expect(kept).toEqual(['link']);
  });

  it('drops what is malformed, of another topic, of another shape or older', () => {
    const { model, kept } = page();
    model.receive('tw/state/link', '{"v":1');
    model.receive('tw/state/nothing', told({}, TOLD_AT));
    model.receive('tw/reply/phone', told({}, TOLD_AT));
    model.receive('tw/state/link', told({ meter: 'maybe' }, TOLD_AT));
    model.receive('tw/state/link', told(homeMessages().link, TOLD_AT, { seq: 90 }));
    model.receive('tw/state/link', told({ ...homeMessages().link, meter: 'silent' }, TOLD_AT, { seq: 89 }));
    expect(model.facts.link.body?.meter).toBe('ok');
    expect(kept).toEqual(['link']);
  });

  it('reads a gateway of the version before, and asks nothing of it', () => {
    const { model } = page();
    model.receive('tw/state/link', told(homeMessages().link, TOLD_AT, { v: 0 }));
    expect([model.facts.link.value.kind, model.outdated.value, model.gatewayOlder.value]).toEqual(['known', true, true]);
    model.receive('tw/state/link', told(homeMessages().link, TOLD_AT, { v: 1 }));
    expect([model.outdated.value, model.gatewayOlder.value]).toEqual([false, false]);
  });

  it('of a gateway of the next version reads what Now shows, if it can, and asks for the update', () => {
    const { model, kept } = page();
    model.receive('tw/state/link', told({ ...homeMessages().link, meter: 'silent' }, TOLD_AT, { v: 2 }));
    model.receive('tw/state/grid', told({ power: 'much' }, TOLD_AT, { v: 2 }));
    model.receive('tw/state/wishes', told(homeMessages().wishes, TOLD_AT, { v: 2 }));
    expect([model.facts.link.body?.meter, model.facts.grid.value.kind, model.facts.wishes.value.kind]).toEqual(['silent', 'waiting', 'waiting']);
    expect([model.outdated.value, model.gatewayOlder.value, kept]).toEqual([true, false, ['link']]);
  });

  it.each([3, -1])('reads nothing of a gateway that is further away: version %i', (version) => {
    const { model } = page();
    model.receive('tw/state/link', told(homeMessages().link, TOLD_AT, { v: version }));
    expect([model.facts.link.value.kind, model.outdated.value, model.gatewayOlder.value]).toEqual(['waiting', true, version < 1]);
  });
});

describe('the home’s clock on a page', () => {
  it('goes on from the last time heard', () => {
    const { model, clock } = page();
    model.receive('tw/live/grid', told(homeMessages().grid, TOLD_AT));
    clock.mono += 4_000;
    expect(model.clock.now()).toBe(TOLD_AT + 4_000);
  });

  it('is not turned back by a retained message, and is by a live one', () => {
    const { model, clock } = page();
    model.receive('tw/live/grid', told(homeMessages().grid, TOLD_AT));
    model.receive('tw/state/link', told(homeMessages().link, TOLD_AT - 3_600_000));
    expect(model.clock.now()).toBe(TOLD_AT);
    clock.mono += 10_000;
    model.receive('tw/live/grid', told(homeMessages().grid, TOLD_AT + 9_000));
    expect(model.clock.now()).toBe(TOLD_AT + 9_000);
  });

  it('runs at the speed of a replay while the home is there, and at our own when it is not', () => {
    const { model, clock } = page();
    const home = homeMessages().home;
    model.receive('tw/state/home', told({ ...home, clock: { ...home.clock, speed: 600 } }, TOLD_AT));
    clock.mono += 1_000;
    expect(model.clock.now()).toBe(TOLD_AT + 600_000);
    model.clock.connected(false);
    clock.mono += 1_000;
    expect(model.clock.now()).toBe(TOLD_AT + 601_000);
  });

  it('follows a gateway that started again at an earlier time', () => {
    const { model } = page();
    model.receive('tw/live/grid', told(homeMessages().grid, TOLD_AT));
    model.receive('tw/state/home', told(homeMessages().home, TOLD_AT - 86_400_000, { boot: 'b2' }));
    expect(model.clock.now()).toBe(TOLD_AT - 86_400_000);
  });

  it('that was put right is not set wrong again by what was said before and comes late', () => {
    const { model } = page();
    const ahead = TOLD_AT + 5 * 3_600_000;
    const late = told(homeMessages(ahead).link, ahead);
    model.receive('tw/state/home', told(homeMessages(ahead).home, ahead));
    model.receive('tw/live/grid', told(homeMessages().grid, TOLD_AT));
    model.receive('tw/state/link', late);
    expect(model.facts.link.body?.meter).toBe('ok');
    expect(model.clock.now()).toBe(TOLD_AT);
    model.receive('tw/state/today', told(homeMessages().today, TOLD_AT + 2_000));
    expect(model.clock.now()).toBe(TOLD_AT + 2_000);
  });

  it('is not known before anything was heard', () => {
    expect(page().model.clock.now()).toBeNull();
  });

  it('counts what passed while the app was closed', () => {
    const { model } = page();
    model.restore('grid', { v: 1, storeId: 's', boot: 'b', seq: 1, time: TOLD_AT, body: homeMessages().grid }, 90_000);
    expect(model.clock.now()).toBe(TOLD_AT + 90_000);
    expect(model.facts.grid.value).toMatchObject({ kind: 'known', origin: 'restored' });
  });
});
