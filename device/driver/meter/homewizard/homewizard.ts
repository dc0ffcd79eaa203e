import { ms, type Milliseconds } from '#domain/time/instant.ts';
import { isObject, member, textAt } from '../json/pick.ts';
import type { JsonKind, JsonReader, JsonTelling, ReaderOptions } from '../json/kind.ts';
import { messageOf } from '../json/reading.ts';
import { hear, numberOf, tellText, type Heard } from '../json/told.ts';
import { externalsOf } from './external.ts';
import { FIELDS, MONTH_PEAKS, ONE_PHASE } from './fields.ts';
import { homewizardHttp } from './http.ts';
import { stampOf } from './stamp.ts';

/** HomeWizard's local API: P1 dongle and kWh meters, v1 (`/api/v1/data`) and v2 (`/api/measurement`, `/api/ws`). */
class HomeWizardReader implements JsonReader {
  readonly #zone: string;

  constructor({ zone }: ReaderOptions) {
    this.#zone = zone;
  }

  read(_topic: string | null, told: unknown): JsonTelling | null {
    const body = textAt(told, 'type') === 'measurement' && isObject(member(told, 'data')) ? member(told, 'data') : told;
    if (!isObject(body)) return null;
    if ('mode' in body && ('target_power_w' in body || 'max_consumption_w' in body)) return batteriesOf(body);
    const heard = heardIn(body, this.#zone);
    const texts = [...tellText('Product', body['product_name']), ...tellText('Product type', body['product_type']), ...tellText('Firmware', body['firmware_version']), ...tellText('Meter model', body['meter_model'])];
    if (heard.told.length + texts.length + heard.malformed === 0) return null;
    return { time: stampOf(body['timestamp'], this.#zone), told: [...texts, ...heard.told], malformed: heard.malformed, message: this.#messageOf(body, heard) };
  }

  /** A battery's own meter, or a socket's, is not the connection: one that tells its charge is no grid meter. */
  #messageOf(body: Readonly<Record<string, unknown>>, { told }: Heard): JsonTelling['message'] {
    if ('state_of_charge_pct' in body) return null;
    const { others } = externalsOf(body, this.#zone);
    const [reactive, apparent] = ['Reactive power', 'Apparent power'].map((name) => told.find((one) => one.name === name)?.value);
    const id = textAt(body, 'unique_id');
    return messageOf(
      {
        meter: id ? `homewizard-${id}` : 'homewizard',
        at: stampOf(body['timestamp'], this.#zone),
        period: periodOf(body),
        ...(others.length > 0 && { others }),
        ...(reactive !== undefined && typeof reactive !== 'string' && { reactivePower: numberOf(reactive) }),
        ...(apparent !== undefined && typeof apparent !== 'string' && { apparentPower: numberOf(apparent) }),
      },
      told,
    );
  }
}

function heardIn(body: Readonly<Record<string, unknown>>, zone: string): Heard {
  // A sum over three phases has the same name as the current of the one.
  const several = ['power_l2_w', 'active_power_l2_w', 'current_l1_a', 'active_current_l1_a'].some((name) => typeof body[name] === 'number');
  const parts = [hear(body, several ? FIELDS : [...FIELDS, ...ONE_PHASE]), ...MONTH_PEAKS.map(([field, stamp]) => hear(body, [field], stampOf(body[stamp], zone))), externalsOf(body, zone)];
  return { told: parts.flatMap(({ told }) => told), malformed: parts.reduce((sum, { malformed }) => sum + malformed, 0) };
}

/** `/api/batteries`: what the batteries do, which is not what the connection does. */
function batteriesOf(body: Readonly<Record<string, unknown>>): JsonTelling {
  const powers = [['power_w', 'Battery power'], ['target_power_w', 'Battery target power'], ['max_consumption_w', 'Battery maximum charge'], ['max_production_w', 'Battery maximum discharge']] as const;
  const heard = hear(body, powers.map(([path, name]) => ({ path, obis: null, name, unit: 'W' })));
  return { time: null, told: [...tellText('Battery mode', body['mode']), ...heard.told], malformed: heard.malformed, message: null };
}

/** DSMR 5 speaks every second, earlier ones every ten; a kWh meter has its own pace of a second. */
function periodOf(body: Readonly<Record<string, unknown>>): Milliseconds {
  const version = body['smr_version'] ?? body['protocol_version'];
  return typeof version === 'number' && version < 50 ? ms(10_000) : ms(1_000);
}

export const homewizard: JsonKind = {
  name: 'homewizard',
  called: 'a HomeWizard meter',
  period: ms(1_000),
  zone: 'Europe/Amsterdam',
  reader: (options) => new HomeWizardReader(options),
  topics: null,
  http: homewizardHttp,
  secrets: /^(unique_id|gas_unique_id|serial|wifi_ssid|token)$/,
  secretTopic: null,
};
