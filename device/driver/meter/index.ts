import { Refusal } from '#domain/units/refusal.ts';
import { dlms } from './dlms/dlms.ts';
import { glow } from './glow/glow.ts';
import { homewizard } from './homewizard/homewizard.ts';
import { jsonMeter } from './json/jsonMeter.ts';
import { mapped } from './mapped/mapped.ts';
import { d0 } from './d0/d0.ts';
import type { MeterFormat } from './meter.ts';
import { p1 } from './p1/p1.ts';
import { replay } from './replay/replay.ts';
import { shelly } from './shelly/shelly.ts';
import { sml } from './sml/sml.ts';
import { tasmota } from './tasmota/tasmota.ts';
import { tic } from './tic/tic.ts';

/** Every meter the gateway can read: a new one is its file and a line here. */
const METERS: readonly MeterFormat[] = [p1, d0, sml, dlms, tic, ...[glow, homewizard, shelly, tasmota].map(jsonMeter), mapped, replay];

/** @throws Refusal `unknown-meter`. */
export function meterFormat(name: string): MeterFormat {
  const found = METERS.find((format) => format.name === name);
  if (found) return found;
  throw unknown(name);
}

const names = (): string => METERS.map(({ name }) => name).join(', ');

const unknown = (name: string): Refusal =>
  new Refusal({ id: 'unknown-meter', message: `There is no meter format "${name}".`, remedy: `Use --format with one of ${names()}.` });
