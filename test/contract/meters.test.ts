import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeterReading } from '#domain/meter/reading.ts';
import { realClock } from '../../device/clock/real.ts';
import { replayClock } from '../../device/clock/replay.ts';
import type { HomeClock } from '../../device/clock/clock.ts';
import { meterFormat } from '../../device/driver/meter/index.ts';
import type { MeterStatus, OpenedMeter } from '../../device/driver/meter/meter.ts';
import { bytesOf, DSMR4, DSMR5 } from '../fixtures/p1/telegrams.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidewatt-meters-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text, 'latin1');
  return join(folder, name);
};

/** A P1 adapter: whoever connects gets telegrams in pieces of 100 bytes until it leaves. */
let adapter: Server;
function serve(socket: Socket): void {
  socket.on('error', () => socket.destroy());
  const stream = bytesOf(DSMR5.slice(300) + DSMR5.repeat(3));
  for (let at = 0; at < stream.length; at += 100) socket.write(stream.slice(at, at + 100));
}

beforeAll(async () => {
  adapter = createServer(serve).listen(0, '127.0.0.1');
  await once(adapter, 'listening');
});
afterAll(() => void adapter.close());

const zone = 'Europe/Amsterdam';
const METERS: Readonly<Record<string, () => OpenedMeter>> = {
  'P1 over TCP': () => meterFormat('p1').open({ meter: `tcp://127.0.0.1:${(adapter.address() as AddressInfo).port}`, format: 'p1', zone }),
  'a P1 capture': () => meterFormat('p1').open({ meter: file('capture.txt', DSMR4 + DSMR5.repeat(3)), format: 'p1', zone }),
  'a usage file': () => meterFormat('replay').open({ meter: file('usage.csv', 'start,end,import_wh,export_wh\n2023-01-01T00:00Z,2023-01-01T01:00Z,500,100\n'), format: 'replay', zone }),
};

/** The home's clock as the gateway sets it: in the meter's own time where it has one, so fast that a test need not wait. */
const clockOf = ({ span }: OpenedMeter): HomeClock => (span ? replayClock({ from: span.start, speed: 1e9 }) : realClock());

/** Enough turns of the event loop for a connection on loopback to be made and used. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

interface Heard {
  readonly readings: MeterReading[];
  readonly statuses: MeterStatus[];
  readonly stop: AbortController;
  /** Resolves with the third reading. */
  readonly third: Promise<void>;
  readonly atStart: readonly string[];
}

function heard(opened: OpenedMeter): Heard {
  const [readings, statuses, stop] = [[] as MeterReading[], [] as MeterStatus[], new AbortController()];
  let wake: () => void = () => undefined;
  const third = new Promise<void>((resolve) => (wake = resolve));
  const driver = opened.driver(clockOf(opened));
  expect(driver.period).toBeGreaterThan(0);
  driver.start(
    (reading) => {
      readings.push(reading);
      if (readings.length === 3) wake();
    },
    (status) => statuses.push(status),
    stop.signal,
  );
  return { readings, statuses, stop, third, atStart: statuses.map(({ state }) => state) };
}

describe.each(Object.entries(METERS))('%s keeps the contract of a meter', (_, open) => {
  it('says at once that nothing has come yet, and then what comes, in order', async () => {
    const { readings, statuses, stop, third, atStart } = heard(open());
    await third;
    stop.abort();
    expect(atStart).toEqual(['never']);
    expect(statuses[1]?.state).toBe('ok');
    for (const [index, reading] of readings.entries()) {
      expect(reading.at).toBeGreaterThanOrEqual(readings[index - 1]?.at ?? 0);
      expect(Number.isInteger(reading.at)).toBe(true);
      expect(reading.meter).not.toBe('');
      expect(Object.values(reading)).not.toContain(undefined);
      for (const { energy } of reading.registers) expect(Number.isSafeInteger(energy)).toBe(true);
    }
  });

  it('calls nobody once it is stopped', async () => {
    const { readings, statuses, stop, third } = heard(open());
    await third.then(() => stop.abort());
    const [count, said] = [readings.length, statuses.length];
    await turns();
    expect([readings.length, statuses.length]).toEqual([count, said]);
  });

  it('calls nobody when it was stopped before it started', async () => {
    const stop = new AbortController();
    stop.abort();
    const opened = open();
    const readings: MeterReading[] = [];
    opened.driver(clockOf(opened)).start((reading) => readings.push(reading), () => undefined, stop.signal);
    await turns();
    expect(readings).toEqual([]);
  });
});
