import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixedOf, schemesOf, sourcesOf } from '../../../../device/control/homeFile/limits.ts';
import type { ControlFacts } from '#domain/home/control.ts';
import { initialHome, route } from '#domain/home/home.ts';
import type { Instant } from '#domain/time/instant.ts';
import { controlMachines } from '../../../../device/control/machines.ts';
import { parseHomeFile } from '../../../../device/control/homeFile.ts';
import { readLocalContact } from '../../../../device/control/localContact.ts';
import { machineBoot } from '../../../../device/control/machineBoot.ts';

const home = (limits: unknown, more: Record<string, unknown> = {}) => parseHomeFile(JSON.stringify({ limits, ...more }), 'home.json');
const sources = (...list: unknown[]) => sourcesOf(home({ sources: list }).limits);
const DIMMED = { direction: 'import', scope: 'controllable' };

describe('the limits section of a home file', () => {
  it('is left out of a plain home: nobody but the gateway’s own source is heard', () => {
    const { limits, fuse } = parseHomeFile('{}', 'home.json');
    expect([sourcesOf(limits), schemesOf(limits), fixedOf(limits, fuse)]).toEqual([[], [], []]);
  });

  it('reads the example of home.md', () => {
    const docs = readFileSync(join(import.meta.dirname, '../../../../docs/formats/home.md'), 'utf8');
    const [, example = ''] = /## `limits`[^`]*```json\n([\s\S]*?)```/.exec(docs) ?? [];
    const { limits } = parseHomeFile(example, 'home.md');
    const [box, vtn, fnn] = sourcesOf(limits);
    expect(box).toMatchObject({ source: 'dso-box', keys: [DIMMED, { direction: 'export', scope: 'controllable' }], least: 7_560, ownGeneration: true });
    expect(box?.loss).toEqual({ kind: 'lpc', peer: 'ski-1f2e', scope: 'controllable', failsafe: { import: 7_560, export: 3_000 }, failsafeDuration: 7_200, afterFailsafe: 'protective' });
    expect(vtn?.loss).toEqual({ kind: 'schedule', subscriptions: [{ direction: 'import', scope: 'site', w: 8_000 }] });
    expect(fnn?.loss).toMatchObject({ kind: 'contact', open: 'none', maxAge: 60_000, debounce: 1_000 });
    expect(fnn?.loss?.kind === 'contact' && fnn.loss.rows.map(({ contact, value }) => [contact, value])).toEqual([
      ['K1', { kind: 'none' }],
      ['K2', { kind: 'limit', w: 6_000 }],
      ['K3', { kind: 'limit', w: 3_000 }],
      ['K4', { kind: 'limit', w: 0 }],
      ['W3', { kind: 'limit', w: 4_200 }],
    ]);
    expect(schemesOf(limits)).toEqual([{ direction: 'export', w: 3_680, amps: null, reaction: 15_000 }]);
    expect(fixedOf(limits, null)).toEqual([{ source: 'connection', origin: 'contract', direction: 'import', scope: 'site', w: 17_250 }]);
  });

  it('reads the wires of home.md: an FNN box has its own four contacts', () => {
    const docs = readFileSync(join(import.meta.dirname, '../../../../docs/formats/home.md'), 'utf8');
    const [, example = ''] = /what they are wired to:\n\n```json\n([\s\S]*?)```/.exec(docs) ?? [];
    const { limits } = parseHomeFile(example, 'home.md');
    const [box] = sourcesOf(limits);
    expect(box?.loss?.kind === 'contact' && box.loss.rows.map(({ contact, direction, value }) => [contact, direction, value])).toEqual([
      ['W4', 'import', { kind: 'limit', w: 4_200 }],
      ['S1', 'export', { kind: 'limit', w: 6_000 }],
      ['S2', 'export', { kind: 'limit', w: 3_000 }],
      ['W3', 'export', { kind: 'limit', w: 0 }],
    ]);
  });

  it('a fuse of known phases bounds the power in total, both ways', () => {
    const { limits, fuse } = home({}, { fuse: { amps: 25, phases: 3 } });
    expect(fixedOf(limits, fuse).map(({ direction, origin, w }) => [direction, origin, w])).toEqual([
      ['import', 'fuse', 17_250],
      ['export', 'fuse', 17_250],
    ]);
  });

  it('a heartbeat source without more is one device by §14a: 4.2 kW, two hours, protective', () =>
    expect(sources({ source: 'box', loss: 'heartbeat' })).toEqual([
      { source: 'box', keys: [DIMMED], loss: { kind: 'lpc', peer: 'box', scope: 'controllable', failsafe: { import: 4_200, export: null }, failsafeDuration: 7_200, afterFailsafe: 'protective' } },
    ]));

  it.each([
    ['LPC-022 a failsafe below two hours', { source: 'box', loss: 'heartbeat', failsafeHours: 1.9 }],
    ['LPC-022 a failsafe above a day', { source: 'box', loss: 'heartbeat', failsafeHours: 25 }],
    ['LPC-001 a negative failsafe', { source: 'box', loss: 'heartbeat', failsafe: { import: -1 } }],
    ['the gateway’s own source', { source: 'local', loss: 'none' }],
    ['contacts without a failsafe', { source: 'fnn', loss: 'contacts', generation: 5_000, failsafe: [] }],
    ['an unknown field', { source: 'box', loss: 'none', colour: 'red' }],
    ['an unknown loss', { source: 'box', loss: 'hope' }],
  ])('%s is refused', (_, source) => expect(() => sources(source)).toThrow(/limits\.sources/));
  it('two sources of one name are refused', () => expect(() => sources({ source: 'a', loss: 'none' }, { source: 'a', loss: 'none' })).toThrow(/two sources of one name/));
});

describe('the gateway’s machines', () => {
  const now = { wall: Date.UTC(2027, 2, 1, 12), mono: 0, boot: 'b1', trust: 'synced' } as never;
  const started = (limits: unknown, more: Record<string, unknown> = {}) => {
    const machines = controlMachines(home(limits, more), Date.UTC(2026, 9, 1) as Instant, 'Europe/Berlin');
    return route(machines, initialHome<ControlFacts>(machines), { kind: 'tick' }, now);
  };
  it('hold agreements, fuse, failsafe and lock-out from the first tick on', () => {
    const limits = { agreements: [{ name: 'connection', direction: 'import', w: 13_800 }], sources: [{ source: 'box', loss: 'heartbeat' }], g100: { export: 3_680 } };
    const { home: after, faults } = started(limits, { fuse: { amps: 25, phases: 3 } });
    expect(faults).toEqual([]);
    expect(after.facts.limits?.map(({ source, direction, scope, value, because }) => [source, direction, scope, value.kind === 'limit' && value.w, because])).toEqual([
      ['connection', 'import', 'site', 13_800, undefined],
      ['main-fuse', 'import', 'site', 17_250, undefined],
      ['main-fuse', 'export', 'site', 17_250, undefined],
      ['g100', 'export', 'site', 3_680, undefined],
      ['g100', 'export', 'controllable', 0, 'lock-out'],
      ['box', 'import', 'controllable', 4_200, 'init'],
    ]);
  });
});

describe('contacts on the local socket', () => {
  it('are read', () => expect(readLocalContact({ id: '1', contact: { source: 'fnn', closed: ['K1'] } })).toEqual({ kind: 'contact', source: 'fnn', closed: ['K1'] }));
  it('are told apart from what is not about contacts', () => expect([readLocalContact(null), readLocalContact('contact'), readLocalContact({ id: '1', signal: {} })]).toEqual([undefined, undefined, undefined]));
  it.each([{ contact: { source: 'fnn', closed: [] } }, { id: '1', contact: 'K1' }, { id: '1', contact: { source: 'fnn', closed: [1] } }, { id: '1', contact: { source: '', closed: [] } }])('of another shape are refused: %j', (request) =>
    expect(readLocalContact(request)).toBeNull());
});

describe('the boot of the machine', () => {
  it('has a name where the system gives one, and none where it cannot be told', () => {
    expect(machineBoot('/nowhere/boot_id')).toBeNull();
    expect(machineBoot(join(import.meta.dirname, '../../../../package.json'))).toContain('tidewatt');
  });
});
