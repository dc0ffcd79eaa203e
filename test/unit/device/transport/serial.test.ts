import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ms } from '#domain/time/instant.ts';
import type { ByteListener } from '../../../../device/transport/bytes.ts';
import { modesOf, parseSerialAddress, requireSerial, serialBytes } from '../../../../device/transport/serial.ts';
import type { SerialMode } from '../../../../device/transport/serialMode.ts';
import type { OpenPort } from '../../../../device/transport/serialPort.ts';
import { HandClock } from '../../../fakes/handClock.ts';

const P1: readonly SerialMode[] = [{ baud: 115_200, frame: '8N1' }, { baud: 9_600, frame: '7E1' }];

describe('the address of a serial port', () => {
  it.each([
    ['serial:/dev/ttyUSB0', { path: '/dev/ttyUSB0', baud: null, frame: null }],
    ['serial:/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A5-if00-port0?baud=9600', { path: '/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A5-if00-port0', baud: 9600, frame: null }],
    ['serial:COM3?mode=7e1&baud=300', { path: 'COM3', baud: 300, frame: '7E1' }],
  ])('%s', (text, address) => expect(parseSerialAddress(text)).toEqual(address));
  it.each(['serial:', 'serial:ttyUSB0', 'serial://ttyUSB0', '/dev/ttyUSB0', 'serial:/dev/x?baud=fast', 'serial:/dev/x?baud=0', 'serial:/dev/x?mode=9N1', 'serial:/dev/x?speed=9600', 'serial:/dev/x y'])(
    '%s is none', (text) => expect(parseSerialAddress(text)).toBeUndefined());
  it('replaces what the kind of meter would have, and tries nothing twice', () => {
    expect(modesOf({ path: '/dev/x', baud: null, frame: null }, P1)).toEqual(P1);
    expect(modesOf({ path: '/dev/x', baud: 9600, frame: '7E1' }, P1)).toEqual([{ baud: 9_600, frame: '7E1' }]);
  });
});

describe('a serial line', () => {
  let clock: HandClock;
  let stop: AbortController;
  let told: string[];
  let opened: string[];
  let port: ByteListener;
  let messages: number;
  const listener: ByteListener = { opened: () => told.push('opened'), bytes: (chunk) => told.push(Buffer.from(chunk).toString()), lost: (reason) => told.push(`lost ${reason}`) };
  const open: OpenPort = (path, { baud, frame }, heard) => {
    opened.push(`${path} ${baud} ${frame}`);
    port = heard;
    return () => void opened.push('closed');
  };
  beforeEach(() => {
    [clock, stop, told, opened, messages] = [new HandClock(0), new AbortController(), [], [], 0];
    serialBytes({ path: '/dev/x', modes: P1, understood: () => messages, open, silence: () => ms(30_000), clock, chance: () => 0.5 }).start(listener, stop.signal);
  });
  afterEach(() => stop.abort());

  it('tries the kind’s other mode where the first brings nothing to be understood, and keeps the one that does', () => {
    port.opened();
    for (let second = 0; second < 25; second++) {
      port.bytes(Buffer.from('~'));
      clock.pass(1_000);
    }
    expect(told.at(-1)).toBe('lost no message at 115200 8N1');
    clock.pass(500);
    port.opened();
    port.bytes(Buffer.from('/ABC5'));
    messages++;
    clock.pass(25_000);
    port.lost('the cable was pulled');
    clock.pass(500);
    expect(opened.filter((what) => what !== 'closed')).toEqual(['/dev/x 115200 8N1', '/dev/x 9600 7E1', '/dev/x 9600 7E1']);
  });

  it('is opened again, with growing waits, when the cable was pulled', () => {
    port.opened();
    port.lost('the cable was pulled');
    clock.pass(500);
    port.lost('No such file or directory');
    clock.pass(999);
    expect(opened).toEqual(['/dev/x 115200 8N1', 'closed', '/dev/x 115200 8N1', 'closed']);
    clock.pass(1);
    expect(opened).toHaveLength(5);
  });

  it('tells nothing more of a port that it gave up, and nothing once stopped', () => {
    port.opened();
    const first = port;
    port.lost('the cable was pulled');
    first.bytes(Buffer.from('late'));
    clock.pass(500);
    stop.abort();
    port.opened();
    port.bytes(Buffer.from('later'));
    expect(told).toEqual(['opened', 'lost the cable was pulled']);
    expect(opened.at(-1)).toBe('closed');
    expect(clock.waiting).toBe(0);
  });
});

/** A cable between this test and a port of the machine: a pair of terminals, which Python can make. */
async function cable(): Promise<{ readonly child: ChildProcessWithoutNullStreams; readonly path: string } | null> {
  const child = spawn('python3', [join(import.meta.dirname, '../../../fakes/serialCable.py')]);
  const made = createInterface(child.stdout)[Symbol.asyncIterator]().next().then(({ value }) => value as string | undefined, () => undefined);
  const path = await Promise.race([made, once(child, 'error').then(() => undefined)]);
  return path === undefined ? null : { child, path };
}
const made = process.platform === 'linux' ? await cable() : null;
if (made === null) console.log('skipped: no pair of terminals can be made here (python3 with its pty module is needed)');

describe.skipIf(made === null)('a port of this machine', () => {
  it('is read, and known to be gone when its cable is pulled', async () => {
    const { child, path } = made ?? { child: undefined, path: '' };
    const told: string[] = [];
    let wake = (): void => undefined;
    const until = async (what: RegExp): Promise<void> => {
      while (!told.some((said) => what.test(said))) await new Promise<void>((next) => (wake = next));
    };
    const tell = (what: string): void => {
      told.push(what);
      wake();
    };
    const stop = new AbortController();
    const clock = new HandClock(0);
    requireSerial();
    serialBytes({ path, modes: [{ baud: 9_600, frame: '7E1' }], understood: () => 0, silence: () => ms(30_000), clock, chance: () => 0.5 }).start(
      { opened: () => tell('opened'), bytes: (chunk) => tell(Buffer.from(chunk).toString()), lost: (reason) => tell(`lost ${reason}`) },
      stop.signal,
    );
    await until(/opened/);
    child?.stdin.write(`${Buffer.from('/ESY5').toString('hex')}\n`);
    await until(/ESY5/);
    child?.stdin.write('!\n');
    await until(/^lost /);
    // The port is not there any more: it is tried again all the same.
    clock.pass(500);
    await until(/^lost .*(No such file|cannot open)/);
    stop.abort();
    child?.kill();
  });
});
