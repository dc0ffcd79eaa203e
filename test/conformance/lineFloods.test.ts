import { describe, expect, it } from 'vitest';
import { DlmsStream } from '../../device/driver/meter/dlms/stream.ts';
import { d0Stream } from '../../device/driver/meter/d0/d0.ts';
import { glow } from '../../device/driver/meter/glow/glow.ts';
import { homewizard } from '../../device/driver/meter/homewizard/homewizard.ts';
import { Inflow } from '../../device/driver/meter/inflow.ts';
import { JsonStream } from '../../device/driver/meter/json/stream.ts';
import type { MeterStream } from '../../device/driver/meter/message.ts';
import { P1Stream } from '../../device/driver/meter/p1/stream.ts';
import { shelly } from '../../device/driver/meter/shelly/shelly.ts';
import { SmlStream } from '../../device/driver/meter/sml/stream.ts';
import { tasmota } from '../../device/driver/meter/tasmota/tasmota.ts';
import { TicStream } from '../../device/driver/meter/tic/stream.ts';
import { isWithin, workOf } from '../fakes/work.ts';

/** As many bytes as a line may bring at once. */
const PIECE = 65_536;
/** ms of the processor's time (DESIGN, Figures: no hang over 100 ms). */
const MOST = 100;

const LINES: Readonly<Record<string, () => MeterStream>> = {
  dlms: () => new DlmsStream({ keys: null, zone: 'Europe/Oslo', isLine: true }),
  sml: () => new SmlStream(),
  p1: () => new P1Stream('Europe/Amsterdam'),
  d0: () => d0Stream('Europe/Berlin'),
  tic: () => new TicStream('Europe/Paris'),
};

/** Marks that begin something and nothing that ends it, in hexadecimal digits, over and over. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  dlms: ['7e', '7ea7ff', '7ea10003', '7ea07d', '68f5f568', '68', 'e6e700', '7d', 'db08', 'e0'],
  sml: ['1b1b1b1b01010101', '1b', '1b1b1b1b', '1b1b1b1b1a', '76', '7f', '1b1b1b1b0101010176'],
  p1: ['2f', '2f410d0a', '21', '0d0a', '2f410d0a0d0a21', 'db08', 'db', '2f21'],
  d0: ['2f', '2f410d0a', '21', '0d0a'],
  tic: ['02', '03', '0203', '020a', '0a0d', '020a41'],
};

describe('a line that brings marks and nothing else', () => {
  for (const [format, make] of Object.entries(LINES)) {
    it(`${format}: 64 KiB of them hold up nobody`, () => {
      for (const mark of MARKS[format] ?? []) {
        const one = Buffer.from(mark, 'hex');
        const piece = Buffer.alloc(PIECE, one);
        const work = workOf(make, (stream) => void stream.push(piece), MOST);
        expect(isWithin(work, MOST), `${format} of ${mark}: ${work} ms`).toBe(true);
      }
    });
  }
});

describe('a message whose topic is as long as a message may be', () => {
  const readers: Readonly<Record<string, () => MeterStream>> = Object.fromEntries([glow, homewizard, shelly, tasmota].map((kind) => [kind.name, () => new JsonStream(kind.reader({ zone: kind.zone, channel: null }))]));
  for (const [format, make] of Object.entries(readers)) {
    it(`${format}: is nobody's, and holds up nobody`, { timeout: 60_000 }, () => {
      for (const part of ['9', '/', 'tele/', 'a/emeter/0/', 'events/rpc/']) {
        const message = Buffer.from(`${part.repeat(60_000 / part.length)} {"electricitymeter":{},"a":1}\n`);
        const said: Record<string, number>[] = [];
        const work = workOf(make, (stream) => {
          stream.push(message);
          said.push({ ...stream.rejected });
        }, MOST);
        expect([said[0], isWithin(work, MOST)], `${format} of ${part}: ${work} ms`).toEqual([{ 'not-this-meter': 1 }, true]);
      }
    });
  }
});

describe('an array of as many messages as fit, which say nothing', () => {
  it('is no message of any meter, and holds up nobody', { timeout: 60_000 }, () => {
    const message = Buffer.from(`[${'{},'.repeat(21_000)}{}]\n`);
    const said: unknown[] = [];
    const make = (): MeterStream => new JsonStream(homewizard.reader({ zone: homewizard.zone, channel: null }));
    const work = workOf(make, (stream) => void said.push(stream.push(message), { ...stream.rejected }), MOST);
    expect([said.slice(0, 2), isWithin(work, MOST)], `${work} ms`).toEqual([[[], { 'not-this-meter': 1 }], true]);
  });
});

describe('what a line may bring', () => {
  const within = (inflow: Inflow, bytes: number, second: number): number => inflow.within(new Uint8Array(bytes), (second * 1_000) as Parameters<Inflow['within']>[1]).length;

  it('is all that a port of 115 200 Bd brings, for ever', () => {
    const inflow = new Inflow();
    for (let second = 0; second < 600; second++) expect(within(inflow, 11_520, second)).toBe(11_520);
    expect(inflow.flooded).toBe(0);
  });

  it('is what an adapter has held back for five seconds, and no flood: what is left is counted', () => {
    const inflow = new Inflow();
    expect(within(inflow, 57_600, 0)).toBe(57_600);
    expect(within(inflow, 1_000_000, 1)).toBe(65_536 - 57_600 + 32_768);
    expect(within(inflow, 1_000_000, 2)).toBe(32_768);
    expect(within(inflow, 1_000_000, 2)).toBe(0);
    expect(inflow.flooded).toBe(3);
  });
});
