import type { OtherMeter } from '#domain/meter/reading.ts';
import { ms, type Instant } from '#domain/time/instant.ts';
import { parseTimeText } from '#domain/time/text.ts';
import type { Watts } from '#domain/units/power.ts';
import { isObject, member, textAt } from '../json/pick.ts';
import type { JsonKind, JsonReader, JsonTelling } from '../json/kind.ts';
import { messageOf } from '../json/reading.ts';
import { energyOf, hear, numberOf, tellText, type Field, type Heard } from '../json/told.ts';

/** Hildebrand's Glow display, local MQTT: `BASE/MAC/SENSOR/electricitymeter`, `.../gasmeter`, `BASE/MAC/STATE`. */
const ELECTRICITY: readonly Field[] = [
  { path: 'energy.import.cumulative', obis: '1-0:1.8.0', unit: 'Wh', tens: 3 },
  { path: 'energy.export.cumulative', obis: '1-0:2.8.0', unit: 'Wh', tens: 3 },
  { path: 'power.value', obis: '1-0:16.7.0', unit: 'W', tens: 3 },
  ...periodsOf('Energy imported'),
  ...pricesOf(),
];
const GAS: readonly Field[] = [
  { path: 'energy.import.cumulative', obis: null, name: 'Gas, energy', unit: 'Wh', tens: 3 },
  { path: 'energy.import.cumulativevol', obis: null, name: 'Gas, volume', unit: 'm3' },
  ...periodsOf('Gas, energy'),
  ...pricesOf(),
];

function periodsOf(name: string): readonly Field[] {
  return ['day', 'week', 'month'].map((period) => ({ path: `energy.import.${period}`, obis: null, name: `${name}, this ${period}`, unit: 'Wh', tens: 3 }));
}

/** GBP per kWh and GBP a day, VAT included, as the supplier has sent them to the meter. */
function pricesOf(): readonly Field[] {
  return [
    { path: 'energy.import.price.unitrate', obis: null, name: 'Unit rate (GBP/kWh)', unit: null },
    { path: 'energy.import.price.standingcharge', obis: null, name: 'Standing charge (GBP/day)', unit: null },
  ];
}

/** SMETS2 meters are younger than this: an earlier time is a clock that nobody has set. */
const OLDEST = Date.UTC(2016, 0, 1);

class GlowReader implements JsonReader {
  /** By the display that told it. */
  readonly #gas = new Map<string | null, OtherMeter>();
  readonly #power = new ExportBlindness();

  read(topic: string | null, body: unknown): JsonTelling | null {
    const mac = /([^/]+)\/(?:SENSOR|STATE)(?:\/|$)/.exec(topic ?? '')?.[1] ?? null;
    const [electricity, gas] = [member(body, 'electricitymeter'), member(body, 'gasmeter')];
    if (isObject(electricity)) return this.#electricity(electricity, mac);
    if (isObject(gas)) return this.#gasTelling(gas, mac);
    return isObject(body) && ('software' in body || 'han' in body) ? stateOf(body) : null;
  }

  #electricity(body: Readonly<Record<string, unknown>>, mac: string | null): JsonTelling {
    const [time, heard] = [timeOf(body), hear(body, fieldsIn(body, ELECTRICITY))];
    const gas = this.#gas.get(mac);
    const head = { meter: mac === null ? 'glow' : `glow-${mac}`, at: time, period: PERIOD, ...(gas && { others: [gas] }) };
    const message = messageOf(head, heard.told);
    return { time, ...named(heard, body), message: message && { ...message, power: this.#power.seen(message.power, exportIn(heard)) } };
  }

  #gasTelling(body: Readonly<Record<string, unknown>>, mac: string | null): JsonTelling {
    const [time, heard] = [timeOf(body), hear(body, fieldsIn(body, GAS))];
    const [energy, volume] = ['Gas, energy', 'Gas, volume'].map((name) => heard.told.find((one) => one.name === name)?.value);
    const milli = energy === undefined || typeof energy === 'string' ? null : energyOf(energy);
    const litres = volume === undefined || typeof volume === 'string' ? null : Math.round(numberOf(volume) * 1_000);
    if (milli !== null || litres !== null) this.#remember(mac, { meter: mac === null ? 'glow-gas' : `glow-${mac}-gas`, medium: 'gas', at: time, litres, energy: milli });
    return { time, ...named(heard, body), message: null };
  }

  #remember(mac: string | null, gas: OtherMeter): void {
    if (this.#gas.size < MOST_DISPLAYS || this.#gas.has(mac)) this.#gas.set(mac, gas);
  }
}

/**
 * Firmware from before it could tell a negative power says 0 while the home exports. Once the export register has grown
 * between two messages of 0 W, 0 W is not known to be 0 W, until a negative power shows that this one can say it.
 */
class ExportBlindness {
  #last: { readonly power: number | null; readonly exported: number | null } = { power: null, exported: null };
  #blind = false;

  seen(power: Watts | null, exported: number | null): Watts | null {
    const grew = exported !== null && this.#last.exported !== null && exported > this.#last.exported;
    if (power !== null && power < 0) this.#blind = false;
    else if (grew && power === 0 && this.#last.power === 0) this.#blind = true;
    this.#last = { power, exported: exported ?? this.#last.exported };
    return this.#blind && power === 0 ? null : power;
  }
}

function exportIn({ told }: Heard): number | null {
  const value = told.find(({ obis }) => obis === '1-0:2.8.0')?.value;
  return value === undefined || typeof value === 'string' ? null : energyOf(value);
}

/** Values are in kW and kWh, and say so: in another unit they are not read for these. */
function fieldsIn(body: unknown, fields: readonly Field[]): readonly Field[] {
  const wrong = ['energy.import', 'energy.export', 'power'].filter((part) => !/^kWh?$/.test(textAt(body, `${part}.units`) ?? 'kW'));
  return fields.filter(({ path, unit }) => unit === null || unit === 'm3' || !wrong.some((part) => path.startsWith(`${part}.`)));
}

const named = (heard: Heard, body: unknown): Heard => ({ ...heard, told: [...heard.told, ...tellText('Supplier', textAt(body, 'energy.import.supplier')?.replace(/^-+$/, ''))] });

function timeOf(body: unknown): Instant | null {
  const time = parseTimeText(textAt(body, 'timestamp') ?? '');
  return time?.kind === 'instant' && time.at >= OLDEST ? time.at : null;
}

const stateOf = (body: Readonly<Record<string, unknown>>): JsonTelling => {
  const heard = hear(body, [{ path: 'han.rssi', obis: null, name: 'HAN signal (dBm)', unit: null }, { path: 'han.lqi', obis: null, name: 'HAN link quality', unit: null }]);
  const texts = [...tellText('Firmware', body['software']), ...tellText('Hardware', body['hardware']), ...tellText('SMETS version', body['smetsversion']), ...tellText('HAN state', textAt(body, 'han.status'))];
  return { time: timeOf(body), told: [...texts, ...heard.told], malformed: heard.malformed, message: null };
};

const PERIOD = ms(10_000);
const MOST_DISPLAYS = 4;

export const glow: JsonKind = {
  name: 'glow',
  called: 'a Glow display',
  period: PERIOD,
  zone: 'Europe/London',
  reader: () => new GlowReader(),
  topics: (base) => ['electricitymeter', 'gasmeter'].map((sensor) => `${base === '' ? 'glow/+' : base}/SENSOR/${sensor}`),
  http: null,
  secrets: /^(mpan|mprn|eui|ethmac|mac)$/,
  secretTopic: /(?<=\/)[^\s/"]+(?=\/(?:SENSOR|STATE))/g,
};
