import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeterReading } from '#domain/meter/reading.ts';
import { realClock } from '../../device/clock/real.ts';
import { replayClock } from '../../device/clock/replay.ts';
import type { HomeClock } from '../../device/clock/clock.ts';
import { meterFormat } from '../../device/driver/meter/index.ts';
import type { MeterStatus, OpenedMeter } from '../../device/driver/meter/meter.ts';
import { bundle, type Bundle } from '../fakes/bundle.ts';
import { glowElectricity } from '../fixtures/messages/glow.ts';
import { V1, V2 } from '../fixtures/messages/homewizard.ts';
import { EM, EM_PART, EMDATA } from '../fixtures/messages/shelly.ts';
import { ENERGY, SML, THREE } from '../fixtures/messages/tasmota.ts';
import { AUSTRIAN, ciphered, inHdlc, KEY as DLMS_KEY } from '../fixtures/dlms/pushes.ts';
import { EASYMETER, withParity } from '../fixtures/d0/telegrams.ts';
import { bytesOf, DSMR4, DSMR5 } from '../fixtures/p1/telegrams.ts';
import { KEY, SEALED } from '../fixtures/p1/variants.ts';
import { BASIC } from '../fixtures/sml/frames.ts';
import { standardFrame, standardGroups, STANDARD } from '../fixtures/tic/frames.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidewatt-meters-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text, 'latin1');
  return join(folder, name);
};

/** An adapter at a port: whoever connects gets the piece of a frame and four more, in pieces of 100 bytes, until it leaves. */
const adapterOf = (frame: Uint8Array): Server =>
  createServer((socket: Socket) => {
    socket.on('error', () => socket.destroy());
    const stream = Buffer.concat([frame.subarray(300), frame, frame, frame, frame]);
    for (let at = 0; at < stream.length; at += 100) socket.write(stream.subarray(at, at + 100));
  });
let adapters: Readonly<Record<'p1' | 'sealed' | 'd0' | 'sml' | 'dlms' | 'tic', Server>>;

/** A broker: whoever subscribes hears a Glow display and a plain power, thrice. */
let broker: Server;
async function brokerServer(): Promise<Server> {
  const aedes = await Aedes.createBroker();
  const say = (topic: string, payload: string): void => aedes.publish({ topic, payload, cmd: 'publish', qos: 0, dup: false, retain: false }, () => undefined);
  aedes.on('subscribe', () => {
    for (const second of [10, 12, 14]) {
      const [topic = '', payload = ''] = glowElectricity({ in: 5, out: 0 }, 0.4, `2026-03-29T00:59:${second}Z`).trim().split('\t');
      say(topic, payload);
      say('house/power', '250');
    }
  });
  return createServer((socket) => aedes.handle(socket));
}

/** A HomeWizard meter, and the thread that asks it. */
const homewizard = createHttpServer((_, response) => void response.end(V1));
let threads: Bundle;

const listening = async (server: Server): Promise<Server> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};
beforeAll(async () => {
  adapters = {
    p1: await listening(adapterOf(bytesOf(DSMR5))),
    sealed: await listening(adapterOf(SEALED)),
    d0: await listening(adapterOf(withParity(EASYMETER))),
    sml: await listening(adapterOf(BASIC)),
    dlms: await listening(adapterOf(inHdlc(ciphered(AUSTRIAN, true)))),
    tic: await listening(adapterOf(Buffer.from(STANDARD, 'latin1'))),
  };
  broker = await listening(await brokerServer());
  await listening(homewizard);
  threads = await bundle({ http: 'device/transport/http/thread.ts' });
});
afterAll(async () => {
  for (const server of [...Object.values(adapters), broker, homewizard]) server.close();
  await threads.remove();
});
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const capture = (format: string, text: string): OpenedMeter => meterFormat(format).open({ meter: file(`${format}.txt`, text), format, zone });
/** Threads of a test are not beside the bundle of control. */
const asked = (opened: OpenedMeter): OpenedMeter => ({ ...opened, driver: (clock) => opened.driver(clock, { http: threads.url('http') }) });

const zone = 'Europe/Amsterdam';
const over = (server: Server, format: string, key: string | null = null): OpenedMeter => meterFormat(format).open({ meter: `tcp://127.0.0.1:${portOf(server)}`, format, zone, key });
const METERS: Readonly<Record<string, () => OpenedMeter>> = {
  'P1 over TCP': () => over(adapters.p1, 'p1'),
  'encrypted P1 over TCP': () => over(adapters.sealed, 'p1', KEY),
  'D0 over TCP': () => over(adapters.d0, 'd0'),
  'SML over TCP': () => over(adapters.sml, 'sml'),
  'encrypted DLMS over TCP': () => over(adapters.dlms, 'dlms', DLMS_KEY),
  'Linky over TCP': () => over(adapters.tic, 'tic'),
  'a P1 capture': () => meterFormat('p1').open({ meter: file('capture.txt', DSMR4 + DSMR5.repeat(3)), format: 'p1', zone }),
  'Glow over MQTT': () => meterFormat('glow').open({ meter: `mqtt://127.0.0.1:${portOf(broker)}`, format: 'glow', zone }),
  'a meter by mapping': () =>
    meterFormat('mqtt').open({ meter: file('mapping.json', JSON.stringify({ broker: { host: '127.0.0.1', port: portOf(broker) }, values: [{ topic: 'house/power', is: 'power', unit: 'W' }] })), format: 'mqtt', zone }),
  'HomeWizard over HTTP': () => asked(meterFormat('homewizard').open({ meter: `http://127.0.0.1:${portOf(homewizard)}`, format: 'homewizard', zone })),
  'recorded HomeWizard answers': () => capture('homewizard', `${V2}\n`.repeat(3)),
  'recorded Shelly notifications': () => capture('shelly', EM + EM_PART + EMDATA),
  'recorded Tasmota messages': () => capture('tasmota', ENERGY + THREE + SML),
  'a D0 capture': () => capture('d0', EASYMETER.repeat(3)),
  'an SML capture': () => capture('sml', Buffer.concat([BASIC, BASIC, BASIC]).toString('latin1')),
  'a DLMS capture': () => capture('dlms', Buffer.concat(['05', '0a', '0f'].map((second) => inHdlc(AUSTRIAN.replaceAll('0c0005ff', `0c00${second}ff`)))).toString('latin1')),
  'a Linky capture': () => capture('tic', [0, 2, 4].map((second) => standardFrame(standardGroups(second))).join('')),
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
