import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { GuardConfig, WriteEffect } from '#domain/guard/event.ts';
import { guardMachine, type GuardEvent } from '#domain/guard/machine.ts';
import type { LimitFacts } from '#domain/limit/standing.ts';
import { ms, type Instant } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { watts, ZERO_POWER } from '#domain/units/power.ts';

export const CAR_W = 7_360;
export const BASE_W = 400;
export const CAR: DeviceDescriptor = { id: 'car', name: 'Car', kind: 'car', simulated: true, rating: watts(CAR_W), minimum: watts(1_380), fallback: { kind: 'none' }, primitive: { kind: 'envelope', min: ZERO_POWER, max: watts(CAR_W) } };

/** What stands until everybody hears that it has gone. */
export type Standing = Partial<Pick<LimitFacts, 'limits' | 'phaseLimits'>>;

/** Meter and car speak every five seconds: the quickest change takes longer. */
const PERIOD_S = 5;
const BEFORE_S = 30;
const AFTER_S = 800;
const WALL = Date.UTC(2027, 0, 12, 22);

/** One gateway's guard over a car that does at once what it is asked, and wants all it can take. */
class GuardedCar {
  private readonly machine;
  private state;
  private bootedAt = -BEFORE_S;
  power = 0;

  constructor(config: GuardConfig) {
    this.machine = guardMachine(config);
    this.state = this.machine.initial;
    this.step(this.bootedAt, { kind: 'capabilities', descriptor: CAR }, {});
  }

  /** What is kept goes through JSON, as through a file. */
  restart(second: number): void {
    this.bootedAt = second;
    this.state = JSON.parse(JSON.stringify(this.state)) as typeof this.state;
    this.step(second, { kind: 'capabilities', descriptor: CAR }, {});
  }

  look(second: number, standing: Standing): void {
    const now = this.nowAt(second);
    this.step(second, { kind: 'report', report: { id: CAR.id, heardAt: now.mono, online: true, power: watts(this.power), setpoint: watts(this.power), stored: null } }, standing);
    this.step(second, { kind: 'reading', reading: { meter: 'm', at: now.wall, power: watts(this.power + BASE_W), phases: {}, registers: [], period: ms(PERIOD_S * 1_000), quality: 'measured' } }, standing);
  }

  private nowAt(second: number): Now {
    return { wall: (WALL + second * 1_000) as Instant, mono: ms((second - this.bootedAt) * 1_000), boot: `b${this.bootedAt}`, trust: 'synced' };
  }

  private step(second: number, event: GuardEvent, standing: Standing): void {
    const requests = [{ device: CAR.id, power: watts(CAR_W), decidedBy: 'dispatch' as const }];
    const { state, effects = [] } = this.machine.step(this.state, event, this.nowAt(second), { requests, ...standing });
    this.state = state;
    // The guard's effects that name a device are its writes.
    for (const write of effects as readonly WriteEffect[]) if (write.kind === 'write') this.power = write.setpoint;
  }
}

/**
 * W that a car takes in each second after what stood has gone.
 * @param restartsAt second in which the gateway is started anew; null = it is not.
 */
export function guardedCar(config: GuardConfig, standing: Standing, restartsAt: number | null): (second: number) => number {
  const car = new GuardedCar(config);
  const powers: number[] = [];
  for (let second = -BEFORE_S + PERIOD_S; second < AFTER_S; second += PERIOD_S) {
    if (second === restartsAt) car.restart(second);
    car.look(second, second < 0 ? standing : {});
    if (second >= 0) powers.push(car.power);
  }
  return (second) => powers[Math.floor(second / PERIOD_S)] ?? CAR_W;
}
