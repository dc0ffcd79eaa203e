import type { DeviceReport } from '#domain/device/device.ts';
import type { WriteEffect } from '#domain/guard/event.ts';
import type { Milliseconds } from '#domain/time/instant.ts';
import { Link } from './link.ts';
import type { PlantDevice } from './plant.ts';
import type { VirtualTime } from './virtualTime.ts';

/** How long a driver waits for its device, ms. */
const PATIENCE_MS = 3_000;

export interface StationHost {
  written(effect: WriteEffect, reason: string | null): void;
  report(report: DeviceReport): void;
  mono(): Milliseconds;
}

/** A driver and its connection to one device: one question and one command at a time, the newest command waits. */
export class Station {
  readonly to: Link;
  readonly from: Link;
  private writing = false;
  private asking = false;
  private next: WriteEffect | null = null;
  private generation = 0;

  constructor(
    private readonly time: VirtualTime,
    readonly device: PlantDevice,
    private readonly host: StationHost,
  ) {
    this.to = new Link(time);
    this.from = new Link(time);
  }

  /** Whether a command would arrive and be done. */
  get obeys(): boolean {
    const isReached = [this.to, this.from].every(({ state }) => state === 'up');
    return isReached && !this.device.deaf && !this.device.broken;
  }

  /** A new process knows nothing of what the last one asked. */
  restart(): void {
    this.generation += 1;
    this.writing = this.asking = false;
    this.next = null;
  }

  ask(): void {
    if (this.asking) return;
    this.asking = true;
    const done = this.once((report: DeviceReport | null) => {
      this.asking = false;
      this.host.report(report ?? { id: this.device.descriptor.id, heardAt: this.host.mono(), online: false, power: null, setpoint: null, stored: null });
    });
    this.exchange(() => {
      this.device.advance(this.time.at);
      return this.device.report(0 as Milliseconds);
    }, (report) => done(report && { ...report, heardAt: this.host.mono() }));
  }

  write(effect: WriteEffect): void {
    if (this.writing) {
      if (this.next) this.host.written(this.next, 'superseded');
      this.next = effect;
      return;
    }
    this.writing = true;
    const done = this.once((reached: true | null) => this.wrote(effect, reached ? null : this.device.broken ? 'driver-fault' : 'timeout'));
    this.exchange((): true => {
      this.device.advance(this.time.at);
      this.device.command(effect.setpoint, this.time.at);
      return true;
    }, done);
  }

  private wrote(effect: WriteEffect, reason: string | null): void {
    this.writing = false;
    this.host.written(effect, reason);
    const { next } = this;
    this.next = null;
    if (next) this.write(next);
  }

  /** There and back; null when nothing comes back in time. */
  private exchange<Answer>(there: () => Answer, done: (answer: Answer | null) => void): void {
    const went = !this.device.broken && this.to.send(() => {
      const answer = there();
      this.from.send(() => done(answer));
    });
    this.time.in(went ? PATIENCE_MS : 0, () => done(null));
  }

  /** The first answer counts, and only in the process that asked. */
  private once<Answer>(done: (answer: Answer) => void): (answer: Answer) => void {
    const { generation } = this;
    let open = true;
    return (answer) => {
      if (!open || generation !== this.generation) return;
      open = false;
      done(answer);
    };
  }
}
