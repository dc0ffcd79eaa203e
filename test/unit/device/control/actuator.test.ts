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
  stopped: (leftAt?: Watts | null) => Promise<void> = () => Promise.resolve();
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
  stop = (leftAt?: Watts | null): Promise<void> => this.stopped(leftAt);
}

const write = (n: number, device = 'battery'): WriteEffect => ({ id: `b/guard/${n}`, kind: 'write', device, setpoint: watts(n), lease: ms(60_000) });
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
let events: ActuatorEvent[] = [];
let faults: string[] = [];
const hosted = (): Actuator => new Actuator((event) => events.push(event), { now: () => ms(7_000), fault: (device, error) => faults.push(`${device}: ${String(error)}`) });
let actuator = hosted();
beforeEach(() => {
  vi.useFakeTimers();
  events = [];
  faults = [];
  actuator = hosted();
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

  it('leaves a device where it is told, and each other at its own default', async () => {
    const left: Record<string, unknown> = {};
    for (const id of ['car', 'battery']) {
      const driver = new HeldDriver(id);
      driver.described = { ...descriptor, id };
      driver.stopped = async (leftAt) => void (left[id] = leftAt);
      actuator.add(driver);
    }
    void actuator.leave(({ id }) => (id === 'car' ? watts(0) : null));
    await settle();
    expect(left).toEqual({ car: 0, battery: null });
  });
});

/** What of a driver goes wrong, in a way that is no word of its device. */
const thrown = (): never => {
  throw new TypeError('no such register');
};
const rejected = (): Promise<never> => Promise.reject(new TypeError('no such register'));

describe('F07 a driver that throws', () => {
  it.each([
    ['throws at a question', { report: thrown }],
    ['rejects a question', { report: rejected }],
  ])('%s: its device is out of reach, and the others are heard', async (_how, wrong) => {
    actuator.add(Object.assign(new HeldDriver('battery'), wrong));
    actuator.add(new HeldDriver('plug'));
    await actuator.sense();
    const reports = events.flatMap((event) => (event.kind === 'report' ? [event.report] : []));
    expect(reports).toMatchObject([{ id: 'battery', heardAt: 7_000, online: false, power: null }, { id: 'plug', online: true }]);
    expect(faults).toEqual(['battery: TypeError: no such register']);
  });

  it('throws at what it is: what it said before stands', async () => {
    const driver = new HeldDriver('battery');
    actuator.add(driver);
    driver.descriptor = thrown;
    await actuator.sense();
    expect(events.map(({ kind }) => kind)).toEqual(['capabilities', 'report']);
    expect(faults).toEqual(['battery: TypeError: no such register']);
  });

  it.each([['throws', thrown], ['rejects', rejected]])('%s at a command: it is answered, and the next one is tried', async (_how, command) => {
    const driver = Object.assign(new HeldDriver('battery'), { command });
    actuator.add(driver);
    actuator.write(write(1));
    actuator.write(write(2));
    await settle();
    await settle();
    expect(written()).toEqual([['b/guard/1', false, 'driver-fault'], ['b/guard/2', false, 'driver-fault']]);
    expect(faults).toEqual(['battery: TypeError: no such register', 'battery: TypeError: no such register']);
  });

  it('throws when it starts and when it is stopped: the others start, and leaving is clean', async () => {
    const well = new HeldDriver('plug');
    let released = false;
    well.stopped = async () => void (released = true);
    actuator.add(Object.assign(new HeldDriver('battery'), { start: thrown, stop: rejected }));
    actuator.add(well);
    await expect(actuator.leave()).resolves.toBeUndefined();
    expect([well.started, released, faults.length]).toEqual([true, true, 2]);
  });
});
