import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AlarmEffect, LadderState } from '#domain/ladder/event.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import { ms } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { watts } from '#domain/units/power.ts';
import type { FromControl } from '../../../../device/channel.ts';
import { RELEASED } from '../../../../device/clock/real.ts';
import { Claim } from '../../../../device/control/claim.ts';
import { Control } from '../../../../device/control/control.ts';
import { parseHomeFile } from '../../../../device/control/homeFile.ts';
import { controlMachines } from '../../../../device/control/machines.ts';
import { Household } from '../../../../device/control/household.ts';
import { RevokedKeys } from '../../../../device/control/revokedKeys.ts';
import { SignedDoor } from '../../../../device/signal/door.ts';
import { HandClock } from '../../../fakes/handClock.ts';

const HOME = parseHomeFile(JSON.stringify({ thresholds: [{ id: 'supply', watts: 7_000 }] }), 'home.json');

/** Each run of control is a boot of its own. */
class BootClock extends HandClock {
  static #boots = 0;
  readonly #boot = `boot-${++BootClock.#boots}`;
  override now(): Now {
    return { ...super.now(), boot: this.#boot };
  }
}

/** Control with its real state file, a meter in the test's hand, and a house that answers as it is told. */
class Gateway {
  readonly posted: FromControl[] = [];
  readonly alarms: string[] = [];
  readonly ladders: string[] = [];
  house: 'stores' | 'fails' | 'gone' = 'stores';
  readonly clock = new BootClock(RELEASED + 3_600_000);
  #say: (reading: MeterReading) => void = () => undefined;

  private constructor(readonly control: () => Control) {}

  static async start(folder: string): Promise<Gateway> {
    const claim = await Claim.of(folder, 'home');
    let control: Control | null = null;
    const gateway: Gateway = new Gateway(() => {
      if (!control) throw new Error('control has not begun');
      return control;
    });
    control = new Control(
      {
        timeline: 'home',
        floor: () => RELEASED,
        clock: () => gateway.clock,
        machines: (from) => controlMachines(HOME, from, 'UTC'),
        door: new SignedDoor(new Map()),
        revoked: new RevokedKeys(join(folder, 'revoked'), () => undefined), household: new Household(join(folder, 'household'), () => undefined),
        post: (message) => gateway.#post(message),
        people: { alarm: ({ alarm }: AlarmEffect) => void gateway.alarms.push(alarm), ladders: (ladders: readonly LadderState[]) => void gateway.ladders.push(ladders[0]?.step ?? 'none') },
        onEnded: () => undefined,
      },
      claim,
    );
    control.start();
    control.readFrom({ period: ms(1_000), start: (onReading) => (gateway.#say = onReading) }, null);
    return gateway;
  }

  live(power: number, seconds: number): void {
    for (let n = 0; n < seconds; n++) {
      this.clock.pass(1_000);
      this.#say({ meter: 'm', at: this.clock.now().wall, power: watts(power), phases: {}, registers: [], period: ms(1_000), quality: 'measured' });
    }
  }

  /** The answer to an act, once it is given. */
  async act(act: 'acknowledge' | 'restart' | 'test'): Promise<unknown> {
    const id = `${act}-${this.posted.length}`;
    this.control().heard({ type: 'act', id, act: { kind: 'ladder', ladder: 'supply', act } });
    return vi.waitFor(() => {
      const answers = this.posted.filter((message) => message.type === 'act-answer' && message.id === id);
      expect(answers).toHaveLength(1);
      return answers[0];
    }, 60_000);
  }

  get step(): string | undefined {
    return this.ladders.at(-1);
  }

  #post(message: FromControl): boolean {
    this.posted.push(message);
    if (message.type !== 'store' || this.house === 'gone') return this.house !== 'gone';
    queueMicrotask(() => this.control().heard(this.house === 'stores' ? { type: 'stored', id: message.id } : { type: 'store-failed', id: message.id, reason: 'full' }));
    return true;
  }
}

let folder = '';
const started: Gateway[] = [];
const start = async (): Promise<Gateway> => {
  const gateway = await Gateway.start(folder);
  started.push(gateway);
  return gateway;
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidewatt-ladder-'));
});
afterEach(async () => {
  for (const gateway of started.splice(0)) await gateway.control().stop();
  await rm(folder, { recursive: true, force: true });
});

/** Interrupted, seen, and reduced. */
async function waiting(): Promise<Gateway> {
  const gateway = await start();
  gateway.live(8_000, 102);
  expect(gateway.step).toBe('interrupted');
  expect(await gateway.act('acknowledge')).toMatchObject({ outcome: 'done', reason: null });
  gateway.live(1_000, 1);
  return gateway;
}

describe('the ladder in control', () => {
  it('tells people and house of each step, with house gone too', async () => {
    const gateway = await start();
    gateway.house = 'gone';
    gateway.live(8_000, 102);
    expect([gateway.alarms, gateway.step]).toEqual([['warned', 'shedding', 'interrupted'], 'interrupted']);
  });

  it('answers a restart when journal and state file have it, once, and restores then', async () => {
    const gateway = await waiting();
    expect(await gateway.act('restart')).toMatchObject({ outcome: 'done', reason: null });
    gateway.live(1_000, 1);
    expect(gateway.step).toBe('restoring');
    const records = gateway.posted.flatMap((message) => (message.type === 'store' ? [message.record] : []));
    expect(records.at(-2)).toMatchObject({ kind: 'ladder', entry: { from: 'waiting', to: 'restoring', cause: 'person' } });
  });

  it.each(['fails', 'gone'] as const)('refuses a restart while house %s, and goes on waiting', async (house) => {
    const gateway = await waiting();
    gateway.house = house;
    expect(await gateway.act('restart')).toMatchObject({ outcome: 'refused', reason: 'storage-down' });
    gateway.live(1_000, 5);
    expect(gateway.step).toBe('waiting');
  });

  it('comes back waiting after a restart of the gateway, from its own state file', async () => {
    const before = await start();
    before.house = 'gone';
    before.live(8_000, 102);
    await before.control().stop();
    started.length = 0;
    const after = await start();
    after.live(1_000, 2);
    expect(after.step).toBe('waiting');
  });

  it('comes back waiting where both slots were lost: that stands beside them', async () => {
    const before = await waiting();
    await before.control().stop();
    started.length = 0;
    for (const entry of await readdir(folder)) if (/\.[01]$/.test(entry)) await rm(join(folder, entry));
    const after = await start();
    after.live(1_000, 2);
    expect(after.step).toBe('waiting');
  });

  it('says of a test that nothing reaches anybody, until a way answers', async () => {
    const gateway = await start();
    gateway.live(1_000, 1);
    expect(await gateway.act('test')).toMatchObject({ outcome: 'refused', reason: 'nothing-reaches' });
    gateway.control().reached(['sounder']);
    expect(await gateway.act('test')).toMatchObject({ outcome: 'done', reason: null });
    expect(gateway.alarms).toEqual(['test', 'test']);
  });
});
