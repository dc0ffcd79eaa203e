import type { MeterReading } from '#domain/meter/reading.ts';
import type { Instant, Interval, Milliseconds } from '#domain/time/instant.ts';
import type { HomeClock } from '../../clock/clock.ts';
import type { MqttBus } from '../../transport/mqtt/client.ts';

/** `never`: no reading yet; `silent`: the last is older than a reading may be; `ended`: a capture or replay is over. */
export interface MeterStatus {
  readonly state: 'never' | 'ok' | 'silent' | 'ended';
  /** What came and was not used, by reason, since the start. */
  readonly rejected: Readonly<Record<string, number>>;
  /** It speaks a kind of its format that no capture was read of. */
  readonly isUnseen?: boolean;
}

/** The home's meter at work. It goes on trying until `signal` is aborted, and then calls nobody any more. */
export interface MeterDriver {
  /** How often this meter speaks, as declared until learned from what it sends. */
  readonly period: Milliseconds;
  /**
   * @param onReading every reading, in order, in the home's time.
   * @param onStatus at every change; the first call comes at once.
   */
  start(onReading: (reading: MeterReading) => void, onStatus: (status: MeterStatus) => void, signal: AbortSignal): void;
}

/** Where a meter is found, and how what it says is to be read. */
export interface MeterOptions {
  /** tcp://HOST:PORT, or the path of a file. */
  readonly meter: string;
  /** A name of the list in index.ts. */
  readonly format: string;
  /** IANA zone of the meter's clock and of times without an offset. */
  readonly zone: string;
  /** Of an encrypted meter, in hexadecimal digits. */
  readonly key?: string | null;
  /** Of a replayed usage file, as under `bill` in FORMATS. */
  readonly columns?: string | null;
  readonly label?: 'start' | 'end' | null;
  readonly from?: Instant | null;
  readonly to?: Instant | null;
}

/** A meter that has been found good: its file is read, its address is one. */
export interface OpenedMeter {
  /** The time that the source brings along, for the home's clock to start in; null where the meter lives now. */
  readonly span: Interval | null;
  driver(clock: HomeClock, ways?: MeterWays): MeterDriver;
}

/** What the home lends a meter to be heard by. */
export interface MeterWays {
  /** For a meter that speaks on the device bus. */
  readonly bus?: MqttBus;
  /** The thread that speaks HTTP, where it is not beside the bundle. */
  readonly http?: URL;
}

/** A way of metering: its file or folder, and a line in index.ts. */
export interface MeterFormat {
  readonly name: string;
  /** @throws Refusal when the options cannot be this meter, with what to do. */
  open(options: MeterOptions): OpenedMeter;
}
