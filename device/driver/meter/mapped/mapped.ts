import { ms } from '#domain/time/instant.ts';
import { parseDecimal, type Decimal } from '#domain/units/decimal.ts';
import type { QuantityUnit } from '../decoded.ts';
import { liveMeter, mqttLine } from '../json/jsonMeter.ts';
import type { JsonReader, JsonTelling } from '../json/kind.ts';
import { Overlay } from '../json/overlay.ts';
import { decimalOf, member } from '../json/pick.ts';
import { messageOf } from '../json/reading.ts';
import { JsonStream } from '../json/stream.ts';
import { shifted, tell, valueNamed, type Field, type Told } from '../json/told.ts';
import type { MeterFormat } from '../meter.ts';
import { readMapping, type MappedValue, type Mapping } from './mapping.ts';

/** Any meter that some program puts on MQTT, as a mapping file tells (docs/formats/mqtt-meter.md). */
export const mapped: MeterFormat = {
  name: 'mqtt',
  open({ meter }) {
    const mapping = readMapping(meter);
    const topics = [...new Set(mapping.values.map(({ topic }) => topic))];
    const line = mqttLine({ broker: mapping.broker }, topics);
    return { span: null, driver: (clock, ways = {}) => liveMeter({ period: ms(mapping.period * 1_000) }, line(clock, ways), clock, new JsonStream(new MappedReader(mapping))) };
  },
};

export class MappedReader implements JsonReader {
  readonly #mapping: Mapping;
  readonly #overlay = new Overlay();
  /** The value with which a reading is whole: the last power of the connection in the file, or the last value at all. */
  readonly #last: MappedValue | undefined;
  readonly #has: ReadonlySet<string>;

  constructor(mapping: Mapping) {
    this.#mapping = mapping;
    const powers = mapping.values.filter(({ is, phase }) => /^(import-|export-)?power$/.test(is) && phase === null);
    this.#has = new Set(mapping.values.flatMap((value) => fieldOf(value).obis ?? []));
    this.#last = powers.at(-1) ?? mapping.values.at(-1);
  }

  read(topic: string | null, body: unknown): JsonTelling | null {
    const mine = this.#mapping.values.filter((value) => value.topic === topic);
    if (mine.length === 0) return null;
    const found = mine.map((value) => ({ value, raw: value.path === null ? body : member(body, value.path) }));
    const told = found.flatMap(({ value, raw }) => toldOf(value, raw));
    for (const { value, raw } of found) if (raw !== undefined && decimalOf(raw) === undefined) this.#overlay.forget(keptAs(value));
    this.#overlay.hear(told);
    const whole = found.some(({ value, raw }) => value === this.#last && decimalOf(raw) !== undefined);
    return { time: null, told, malformed: found.filter(({ raw }) => raw != null && decimalOf(raw) === undefined).length, message: whole ? this.#message() : null };
  }

  #message(): JsonTelling['message'] {
    const told = this.#overlay.take();
    const [reactive, apparent] = [valueNamed(told, 'Reactive power'), valueNamed(told, 'Apparent power')];
    const { name, period } = this.#mapping;
    return messageOf({ meter: name, at: null, period: ms(period * 1_000), ...(reactive !== null && { reactivePower: reactive }), ...(apparent !== null && { apparentPower: apparent }) }, told, this.#has);
  }
}

const CODES: Readonly<Record<MappedValue['is'], { readonly code: number | null; readonly unit: QuantityUnit; readonly name?: string }>> = {
  power: { code: 16, unit: 'W' },
  'import-power': { code: 1, unit: 'W' },
  'export-power': { code: 2, unit: 'W' },
  'import-energy': { code: 1, unit: 'Wh' },
  'export-energy': { code: 2, unit: 'Wh' },
  voltage: { code: 12, unit: 'V' },
  current: { code: 11, unit: 'A' },
  frequency: { code: 14, unit: 'Hz' },
  'reactive-power': { code: null, unit: 'var', name: 'Reactive power' },
  'apparent-power': { code: null, unit: 'VA', name: 'Apparent power' },
};
const GROUPS = { L1: 20, L2: 40, L3: 60 } as const;
const TENS: Readonly<Record<string, number>> = { k: 3, M: 6, m: -3 };

function toldOf(value: MappedValue, raw: unknown): readonly Told[] {
  const decimal = decimalOf(raw);
  if (!decimal) return [];
  const signed = value.positive === 'export' ? -1n : 1n;
  const prefix = value.unit.length > 1 && value.unit !== 'Wh' && value.unit !== 'VA' && value.unit !== 'Hz' && value.unit !== 'var' ? (value.unit[0] ?? '') : '';
  const exact = shifted(times(decimal, value.scale), TENS[prefix] ?? 0);
  return [tell(fieldOf(value), { ...exact, units: exact.units * signed })];
}

function fieldOf({ is, phase, rate }: MappedValue): Omit<Field, 'path'> {
  const { code, unit, name } = CODES[is];
  const group = phase === null ? 0 : GROUPS[phase];
  const obis = code === null ? null : is.endsWith('-energy') ? `1-0:${code}.8.${rate}` : `1-0:${code + group}.7.0`;
  return { obis, unit, ...(name !== undefined && { name }) };
}

const keptAs = (value: MappedValue): Pick<Told, 'obis' | 'name'> => ({ obis: fieldOf(value).obis, name: fieldOf(value).name ?? null });

function times({ units, scale }: Decimal, factor: number): Decimal {
  const by = parseDecimal(String(factor)) ?? { units: 1n, scale: 0 };
  return { units: units * by.units, scale: scale + by.scale };
}
