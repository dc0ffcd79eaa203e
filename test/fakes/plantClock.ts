import type { PlantClock } from '../../device/sim/plant.ts';

/** A machine's clock that stands still until it is moved. */
export class FakePlantClock implements PlantClock {
  private passed = 0;

  constructor(private readonly start: number) {}

  wall(): number {
    return this.start + this.passed;
  }
  mono(): number {
    return this.passed;
  }
  pass(ms: number): void {
    this.passed += ms;
  }
}
