import { Refusal } from '../units/refusal.ts';

export type UsageKind = 'import' | 'export' | 'load' | 'generation';
export const USAGE_KINDS: readonly UsageKind[] = ['import', 'export', 'load', 'generation'];

/** Where an energy stands, and in which unit it is written. */
export interface EnergyColumn {
  readonly kind: UsageKind;
  readonly index: number;
  readonly unit: 'Wh' | 'kWh';
}

/** What a table may tell beside: reactive energy, a volume of gas, and the flows of sub-meters and devices by name. */
export type ExtraKind = 'reactive' | 'gas' | `${'import' | 'export'}@${string}`;

/** Where an extra stands; kvarh are counted as kWh are, and m3 as kWh. */
export interface ExtraColumn {
  readonly kind: ExtraKind;
  readonly index: number;
  readonly unit: 'Wh' | 'kWh';
}

export interface UsageColumns {
  readonly start: number | null;
  readonly end: number | null;
  readonly energies: readonly EnergyColumn[];
  readonly extras: readonly ExtraColumn[];
}

/**
 * Finds the columns of a usage table (FORMATS, bill): `start`, `end` and `import|export|load|generation` with `_wh` or
 * `_kwh`, by their own names or by a mapping "end=halfhour ending at,import_kwh=usage".
 * @param label for a table with one time column: which side of the interval it names, above what the mapping calls it.
 * @throws Refusal `usage-columns` naming the headers found, `usage-mapping`, `usage-kinds`.
 */
export function findColumns(header: readonly string[], mapping: string | null, label: 'start' | 'end' | null): UsageColumns {
  const named = namesOf(header, mapping);
  const times = sides(named, label);
  const energies = USAGE_KINDS.flatMap((kind) => energyColumn(named, kind));
  const extras = [...named].flatMap(([name, index]) => extraColumn(name, index));
  const isGas = extras.some(({ kind }) => kind === 'gas');
  if ((times.start === null && times.end === null) || (energies.length === 0 && !isGas)) throw unmapped(header);
  if (!isGas) checkKinds(energies);
  return { ...times, energies, extras };
}

function sides(named: ReadonlyMap<string, number>, label: 'start' | 'end' | null): { start: number | null; end: number | null } {
  const [start, end] = [named.get('start') ?? null, named.get('end') ?? null];
  if (label === null || (start !== null && end !== null)) return { start, end };
  const only = start ?? end;
  return label === 'start' ? { start: only, end: null } : { start: null, end: only };
}

const ENERGY_NAMES = USAGE_KINDS.flatMap((kind) => [`${kind}_wh`, `${kind}_kwh`]);
const KNOWN = new Set(['start', 'end', ...ENERGY_NAMES]);
const EXTRAS: Readonly<Record<string, Omit<ExtraColumn, 'index'>>> = { reactive_varh: { kind: 'reactive', unit: 'Wh' }, reactive_kvarh: { kind: 'reactive', unit: 'kWh' }, gas_m3: { kind: 'gas', unit: 'kWh' } };
/** `import_kwh@heat pump`. */
const METERED = /^(import|export)_(wh|kwh)@(.+)$/;

const isKnown = (key: string): boolean => KNOWN.has(key) || key in EXTRAS || METERED.test(key);

function extraColumn(name: string, index: number): ExtraColumn[] {
  const extra = EXTRAS[name];
  if (extra) return [{ ...extra, index }];
  const [, direction, unit, meter] = METERED.exec(name) ?? [];
  return meter === undefined ? [] : [{ kind: `${direction === 'import' ? 'import' : 'export'}@${meter}`, index, unit: unit === 'kwh' ? 'kWh' : 'Wh' }];
}

function namesOf(header: readonly string[], mapping: string | null): ReadonlyMap<string, number> {
  const pairs = mappingPairs(mapping ?? '');
  const named = new Map<string, number>();
  header.forEach((name, index) => {
    const key = name.replace(/^[^@]+/, (word) => word.toLowerCase());
    if (isKnown(key) && !named.has(key) && !pairs.some(([mapped]) => isReplaced(key, mapped))) named.set(key, index);
  });
  for (const [key, name] of pairs) {
    const index = header.indexOf(name);
    if (index < 0) throw unmapped(header, `no column is called "${name}"`);
    named.set(key, index);
  }
  return named;
}

/** True where a mapped energy takes the place of the file's own: the same in the other unit, or one of the other kind. */
function isReplaced(own: string, mapped: string): boolean {
  if (!ENERGY_NAMES.includes(own) || !ENERGY_NAMES.includes(mapped)) return false;
  const [ownKind, mappedKind] = [own, mapped].map((name) => name.split('_')[0]);
  return ownKind === mappedKind || isMetered(ownKind) !== isMetered(mappedKind);
}

const isMetered = (kind: string | undefined): boolean => kind === 'import' || kind === 'export';

/** "a=b,c=d" in pairs; a header may itself hold a comma: a piece without a known key belongs to the one before. */
function mappingPairs(mapping: string): readonly [string, string][] {
  const pairs: [string, string][] = [];
  for (const piece of mapping === '' ? [] : mapping.split(',')) {
    const [, key = '', name = ''] = /^\s*([a-z_0-9]+(?:@[^=]+)?)\s*=(.*)$/s.exec(piece) ?? [];
    const last = pairs.at(-1);
    if (isKnown(key)) pairs.push([key, name.trim()]);
    else if (last) last[1] += `,${piece}`;
    else throw wrongMapping(piece);
  }
  return pairs;
}

function energyColumn(named: ReadonlyMap<string, number>, kind: UsageKind): EnergyColumn[] {
  const inWh = named.get(`${kind}_wh`);
  const inKWh = named.get(`${kind}_kwh`);
  if (inWh !== undefined && inKWh !== undefined) throw bothUnits(kind);
  if (inWh !== undefined) return [{ kind, index: inWh, unit: 'Wh' }];
  return inKWh === undefined ? [] : [{ kind, index: inKWh, unit: 'kWh' }];
}

function checkKinds(energies: readonly EnergyColumn[]): void {
  const has = (kind: UsageKind): boolean => energies.some((column) => column.kind === kind);
  const metered = has('import') || has('export');
  if (metered && (has('load') || has('generation'))) throw bothKinds();
  if (!metered && !has('load')) throw loadMissing();
}

const unmapped = (header: readonly string[], why = 'a time column and an energy column are needed'): Refusal =>
  new Refusal({
    id: 'usage-columns',
    message: `The usage file's columns are not known: ${why}. Headers found: ${headersFound(header)}.`,
    remedy: 'Name them with --columns, for example --columns "end=HEADER,import_kwh=HEADER".',
  });

const HEADERS_SHOWN = 20;
const HEADER_SHOWN = 60;

/** The headers in quotes, without control characters, the long ones cut and the many counted. */
function headersFound(header: readonly string[]): string {
  const shown = header.slice(0, HEADERS_SHOWN).map((name) => JSON.stringify(name.length > HEADER_SHOWN ? `${name.slice(0, HEADER_SHOWN)}…` : name));
  return header.length > HEADERS_SHOWN ? `${shown.join(', ')} and ${header.length - HEADERS_SHOWN} more` : shown.join(', ');
}

const wrongMapping = (piece: string): Refusal =>
  new Refusal({
    id: 'usage-mapping',
    message: `"${piece.trim()}" in --columns names no known column.`,
    remedy: `Use start, end, ${ENERGY_NAMES.join(', ')}, each followed by = and a header of the file.`,
  });

const bothKinds = (): Refusal =>
  new Refusal({
    id: 'usage-kinds',
    message: 'The usage file gives import or export beside load or generation: which of them is billed is not clear.',
    remedy: 'Map only one kind with --columns: import and export, or load and generation.',
  });

const bothUnits = (kind: UsageKind): Refusal =>
  new Refusal({
    id: 'usage-kinds',
    message: `The usage file gives both ${kind}_wh and ${kind}_kwh: which of them is billed is not clear.`,
    remedy: `Map one of them with --columns, for example --columns "${kind}_kwh=HEADER".`,
  });

const loadMissing = (): Refusal =>
  new Refusal({
    id: 'usage-kinds',
    message: 'Generation alone does not say what the home took from the grid.',
    remedy: 'Map the load too, or the import, with --columns.',
  });
