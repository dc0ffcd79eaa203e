import { decimalOf, isObject, member } from '../json/pick.ts';
import { hear, sumOf, tell, type Field, type Heard, type Told } from '../json/told.ts';

/** Shelly EM and 3EM of the first generation: `GET /status`, and a topic for each value (Shelly Gen1 API, "Shelly EM", "Shelly 3EM"). */
const SINGLE: readonly Field[] = [
  { path: 'power', obis: '1-0:16.7.0', unit: 'W' },
  { path: 'total', obis: '1-0:1.8.0', unit: 'Wh' },
  { path: 'total_returned', obis: '1-0:2.8.0', unit: 'Wh' },
  { path: 'voltage', obis: '1-0:32.7.0', unit: 'V' },
  { path: 'current', obis: '1-0:31.7.0', unit: 'A' },
];
const PHASES = 3;

const phaseFields = (line: number): readonly Field[] => [
  { path: 'power', obis: `1-0:${36 + 20 * line}.7.0`, unit: 'W' },
  { path: 'voltage', obis: `1-0:${32 + 20 * line}.7.0`, unit: 'V' },
  { path: 'current', obis: `1-0:${31 + 20 * line}.7.0`, unit: 'A' },
];

/** `emeters` of a status; a value whose clamp says that it is not valid is unknown. @param channel null = the first, or all of a 3EM. */
export function emetersOf(body: unknown, channel: number | null): Heard | null {
  const listed = member(body, 'emeters');
  if (!Array.isArray(listed)) return null;
  const emeters = listed.slice(0, PHASES).map((one: unknown) => (isObject(one) && one['is_valid'] !== false ? one : {}));
  if (emeters.length < PHASES || channel !== null) return hear(emeters[channel ?? 0], SINGLE);
  const lines = emeters.map((one, line) => hear(one, phaseFields(line)));
  return { told: [...lines.flatMap(({ told }) => told), ...sums(emeters)], malformed: lines.reduce((sum, { malformed }) => sum + malformed, 0) };
}

/** Of all three phases, or unknown. */
function sums(emeters: readonly unknown[]): readonly Told[] {
  return SINGLE.filter(({ path }) => path !== 'voltage' && path !== 'current').flatMap((field) => {
    const values = emeters.flatMap((one) => decimalOf(member(one, field.path)) ?? []);
    return values.length < PHASES ? [] : [tell(field, sumOf(values))];
  });
}

/** Values that come by topics of their own, `shellies/NAME/emeter/0/power`, until they make a status. */
export class EmeterTopics {
  readonly #emeters: Record<string, unknown>[] = [{}, {}, {}];
  #fresh = new Set<number>();

  /** @returns the status once the power of every clamp that counts has come again, and what is fresh in it. */
  hear(line: number, name: string, value: unknown, wanted: readonly number[]): { readonly emeters: readonly unknown[] } | null {
    const emeter = this.#emeters[line];
    if (!emeter) return null;
    emeter[name] = value;
    if (name === 'power') this.#fresh.add(line);
    if (!wanted.every((one) => this.#fresh.has(one))) return null;
    this.#fresh = new Set();
    const emeters = this.#emeters.map((one) => ({ ...one }));
    for (const one of this.#emeters) for (const told of Object.keys(one)) delete one[told];
    return { emeters };
  }
}
