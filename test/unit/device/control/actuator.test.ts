import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { WriteEffect } from '#domain/guard/event.ts';
import { ms } from '#domain/time/instant.ts';
import { watts, type Watts } from '#domain/units/power.ts';
import { Actuator, type ActuatorEvent } from '../../../../device/control/actuator.ts';
import { DriverError, type Driver } from '../../../../device/driver/driver.ts';

const descriptor = { id: 'battery', name: 'Battery' } as Partial<DeviceDescriptor> as DeviceDescriptor;

/** A device that answers when it is told to. */
class HeldDriver implements Driver {
  readonly commanded: Watts[] = [];
  readonly answers: { readonly taken: () => void; readonly refused: (error: Error) => void }[] = [];
  described: DeviceDescriptor | null = descriptor;
  started = false;
  stopped: () => Promise<void> = () => Promise.resolve();
  constructor(readonly id: string) {}
  descriptor = (): DeviceDescriptor | null => this.described;
  start = (): void => void (this.started = true);
  report = () => Promise.resolve({ id: this.id, heardAt: ms(0), online: true, power: null, setpoint: null, stored: null });
  command = (setpoint: Watts): Promise<void> =>
    new Promise((resolve, reject) => {
      this.commanded.push(setpoint);
      this.answers.push({ taken: resolve, refused: reject });
    });
  neutral = () => Promise.resolve();
  stop = (): Promise<void> => this.stopped();
}

const write = (n: number, device = 'battery'): WriteEffect => ({ id: `b/guard/${n}`, kind: 'write', device, setpoint: watts(n), lease: ms(60_000) });
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
let events: ActuatorEvent[] = [];
let actuator = new Actuator(() => undefined);
beforeEach(() => {
  vi.useFakeTimers();
  events = [];
  actuator = new Actuator((event) => events.push(event));
});
afterEach(() => void vi.useRealTimers());
const written = () => events.flatMap((event) => (event.kind === 'written' ? [[event.id, event.ok, event.reason]] : []));

describe('the actuator', () => {
  it('says what a device is when it starts, and again when the device has said more', async () => {
    const driver = new HeldDriver('battery');
    driver.described = null;
    actuator.add(driver);
    expect([driver.started, events]).toEqual([true, []]);
    driver.described = descriptor;
    await actuator.sense();
    await actuator.sense();
    expect(events.map(({ kind }) => kind)).toEqual(['capabilities', 'report', 'report']);
  });

  it('sends one command at a time, then only the newest of those that came meanwhile', async () => {
    const driver = new HeldDriver('battery');
    actuator.add(driver);
    for (const n of [1, 2, 3, 4]) actuator.write(write(n));
    expect(driver.commanded).toEqual([1]);
    driver.answers[0]?.taken();
    await settle();
    expect(driver.commanded).toEqual([1, 4]);
    driver.answers[1]?.refused(new DriverError('refused', 'no'));
    await settle();
    expect(written()).toEqual([
      ['b/guard/2', false, 'superseded'],
      ['b/guard/3', false, 'superseded'],
      ['b/guard/1', true, null],
      ['b/guard/4', false, 'refused'],
    ]);
  });

  it('reads back right after a command', async () => {
    const driver = new HeldDriver('battery');
    actuator.add(driver);
    actuator.write(write(1));
    driver.answers[0]?.taken();
    await settle();
    expect(events.map(({ kind }) => kind)).toEqual(['capabilities', 'written', 'report']);
  });

  it('is not held up by a device that hangs, and answers for one it does not know', () => {
    const [hung, well] = [new HeldDriver('battery'), new HeldDriver('plug')];
    actuator.add(hung);
    actuator.add(well);
    actuator.write(write(1, 'battery'));
    actuator.write(write(2, 'plug'));
    actuator.write(write(3, 'toaster'));
    expect([hung.commanded, well.commanded]).toEqual([[1], [2]]);
    expect(written()).toEqual([['b/guard/3', false, 'unknown-device']]);
  });

  it('leaves within two seconds though a device does not answer, and commands nothing any more', async () => {
    const [hung, well] = [new HeldDriver('battery'), new HeldDriver('plug')];
    let released = false;
    hung.stopped = () => new Promise(() => undefined);
    well.stopped = async () => void (released = true);
    actuator.add(hung);
    actuator.add(well);
    let left = false;
    void actuator.leave().then(() => (left = true));
    actuator.write(write(1));
    await vi.advanceTimersByTimeAsync(2_000);
    expect({ left, released, commanded: hung.commanded }).toEqual({ left: true, released: true, commanded: [] });
    expect(written()).toEqual([['b/guard/1', false, 'leaving']]);
  });
});
