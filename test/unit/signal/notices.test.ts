import { describe, expect, it } from 'vitest';
import type { Effect } from '#domain/machine/machine.ts';
import { notices, type NoticesState } from '#domain/signal/notices.ts';
import { instant, ms } from '#domain/time/instant.ts';
import { noticesSchema } from '#wire/message/notices.ts';
import * as v from 'valibot';
import { HOUR, iso, NOON } from './home.ts';

const OUTAGE = { start: iso(NOON + 24 * HOUR), end: iso(NOON + 26 * HOUR) };

class Wall {
  state: NoticesState = notices.initial;
  at = NOON;
  boot = 'b1';
  shown: readonly { readonly id: string; readonly text: string; readonly outage: unknown }[] | null = null;
  answers: unknown[] = [];
  stored = true;

  tell(event: { readonly kind: string } & Readonly<Record<string, unknown>>): void {
    const step = notices.step(this.state, event, { wall: instant(this.at), mono: ms(this.at - NOON), boot: this.boot, trust: 'synced' }, {});
    this.state = step.state;
    for (const effect of (step.effects ?? []) as readonly (Effect & Readonly<Record<string, unknown>>)[]) {
      if (effect.kind === 'publish') this.shown = v.parse(noticesSchema, effect['body']);
      if (effect.kind === 'forwarded') this.answers.push([effect['forward'], effect['reason']]);
      if (effect.kind === 'store') this.tell({ kind: this.stored ? 'stored' : 'store-failed', id: effect.id, reason: 'full' });
    }
  }
  hear(body: unknown, issuer = 'dso'): unknown {
    this.tell({ kind: 'message', id: 'f', issuer, body });
    return this.answers.pop();
  }
}

describe('E18 messages of an operator', () => {
  it('are shown newest first, when they are stored and answered', () => {
    const wall = new Wall();
    expect(wall.hear({ kind: 'message', id: 'a', text: 'one' })).toEqual(['f', null]);
    wall.hear({ kind: 'message', id: 'b', text: 'two' });
    expect(wall.shown?.map(({ id, text }) => [id, text])).toEqual([['dso/b', 'two'], ['dso/a', 'one']]);
  });

  it('a planned outage is announced, changed and taken back under its id; another issuer’s is another', () => {
    const wall = new Wall();
    const said = (outage: object, issuer?: string): unknown => wall.hear({ kind: 'message', id: 'works', text: 'Works', outage }, issuer);
    expect(said(OUTAGE)).toEqual(['f', null]);
    said({ ...OUTAGE, end: iso(NOON + 30 * HOUR) });
    said({ ...OUTAGE, cancelled: true }, 'other');
    said({ ...OUTAGE, cancelled: true });
    expect(wall.shown?.map(({ id, outage }) => [id, outage])).toEqual([
      ['dso/works', { start: NOON + 24 * HOUR, end: NOON + 26 * HOUR, cancelled: true }],
      ['other/works', { start: NOON + 24 * HOUR, end: NOON + 26 * HOUR, cancelled: true }],
    ]);
  });

  it('that cannot be stored are not shown and are refused', () => {
    const wall = new Wall();
    wall.stored = false;
    expect([wall.hear({ kind: 'message', id: 'a', text: 'one' }), wall.shown]).toEqual([['f', 'storage-down'], null]);
  });

  it.each([
    ['no text', { kind: 'message', id: 'a' }, 'wrong-shape'],
    ['an empty text', { kind: 'message', id: 'a', text: '' }, 'wrong-shape'],
    ['too much text', { kind: 'message', id: 'a', text: 'x'.repeat(501) }, 'wrong-shape'],
    ['control characters, of which 500 take 3000 bytes', { kind: 'message', id: 'a', text: '\u0001' }, 'wrong-shape'],
    ['half a character', { kind: 'message', id: 'a', text: 'x\ud800' }, 'wrong-shape'],
    ['a text of 500 signs of three bytes each', { kind: 'message', id: 'a', text: '€'.repeat(500) }, 'wrong-shape'],
    ['an outage that ends before it starts', { kind: 'message', id: 'a', text: 'x', outage: { start: OUTAGE.end, end: OUTAGE.start } }, 'empty-interval'],
    ['an outage without end', { kind: 'message', id: 'a', text: 'x', outage: { start: OUTAGE.start } }, 'wrong-shape'],
    ['a field nobody reads', { kind: 'message', id: 'a', text: 'x', html: '<b>' }, 'wrong-shape'],
    ['nothing', null, 'wrong-shape'],
  ])('with %s are refused', (_name, body, reason) => expect(new Wall().hear(body)).toEqual(['f', reason]));

  it('are said again in a new boot, go a day after their outage or after a month, and are never more than 32', () => {
    const wall = new Wall();
    for (let n = 0; n < 40; n += 1) wall.hear({ kind: 'message', id: `m${n}`, text: 'x' });
    wall.hear({ kind: 'message', id: 'works', text: 'Works', outage: OUTAGE });
    expect(wall.shown).toHaveLength(32);
    wall.shown = null;
    wall.boot = 'b2';
    wall.tell({ kind: 'tick' });
    expect(wall.shown).toHaveLength(32);
    wall.at = NOON + 50 * HOUR;
    wall.tell({ kind: 'tick' });
    expect(wall.shown).toHaveLength(31);
    wall.at = NOON + 30 * 24 * HOUR;
    wall.tell({ kind: 'tick' });
    expect(wall.shown).toEqual([]);
  });
});
