import type { HomeEvent } from '../machine/machine.ts';
import type { MeterReading } from './reading.ts';

export interface ReadingEvent extends HomeEvent {
  readonly kind: 'reading';
  readonly reading: MeterReading;
}
