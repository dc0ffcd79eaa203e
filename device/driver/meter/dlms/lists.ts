import { kaifaList } from './kaifa.ts';
import { unitsOf } from './makers.ts';
import type { CosemObject } from './object.ts';
import type { CosemValue } from './value.ts';

const CODE_LENGTH = 6;
/** Class, code, attribute, index: how a push says which objects it holds. */
const DEFINITION_LENGTH = 4;

/**
 * The objects of a push, in whichever way its meter lists them: each in a structure of its own (Aidon), code and value in
 * turn (Kamstrup, Swedish Kaifa, Austrian meters, with or without scaler and unit), definitions and then values
 * (Landis+Gyr), or values alone in an order that only the maker's paper tells (Norwegian Kaifa).
 * @returns undefined for a body that is no such list.
 */
export function objectsOf(body: CosemValue): readonly CosemObject[] | undefined {
  if (body.kind !== 'list') return undefined;
  const listed = structured(body.items) ?? defined(body.items) ?? kaifaList(body.items) ?? inTurn(body.items);
  return listed && unitsOf(listed);
}

function structured(items: readonly CosemValue[]): readonly CosemObject[] | undefined {
  if (items.length === 0 || !items.every((item) => item.kind === 'list' && codeOf(item.items[0]) !== undefined)) return undefined;
  return items.flatMap((item) => (item.kind === 'list' ? (inTurn(item.items) ?? []) : []));
}

/** The first value is the list of all, itself among them. */
function defined([first, ...values]: readonly CosemValue[]): readonly CosemObject[] | undefined {
  if (first?.kind !== 'list' || first.items.length !== values.length + 1) return undefined;
  const codes = first.items.map((item) => (item.kind === 'list' && item.items.length === DEFINITION_LENGTH ? codeOf(item.items[1]) : undefined));
  if (codes.includes(undefined)) return undefined;
  return values.map((value, n) => ({ code: codes[n + 1] ?? null, value, scaler: null, unit: null }));
}

function inTurn(items: readonly CosemValue[]): readonly CosemObject[] | undefined {
  const objects: CosemObject[] = [];
  for (let at = 0; at < items.length; ) {
    const item = items[at++];
    if (item === undefined || item.kind === 'null') continue;
    const code = codeOf(item);
    const value = code ? items[at++] : item;
    if (value === undefined) return undefined;
    const scale = code ? scaleOf(items[at]) : undefined;
    if (scale) at++;
    objects.push({ code: code ?? null, value, scaler: scale?.scaler ?? null, unit: scale?.unit ?? null });
  }
  return objects.some(({ code }) => code !== null) ? objects : undefined;
}

/** Six bytes that begin like the code of something metered: medium 0 to 15. */
function codeOf(value: CosemValue | undefined): readonly number[] | undefined {
  const isCode = value?.kind === 'bytes' && !value.isText && value.bytes.length === CODE_LENGTH && (value.bytes[0] ?? 255) < 16;
  return isCode ? [...value.bytes] : undefined;
}

function scaleOf(value: CosemValue | undefined): { readonly scaler: number; readonly unit: number } | undefined {
  if (value?.kind !== 'list' || value.items.length !== 2) return undefined;
  const [scaler, unit] = value.items.map((item) => (item.kind === 'number' ? item.value : null));
  return scaler == null || unit == null ? undefined : { scaler, unit };
}
