import type { Instant } from '#domain/time/instant.ts';
import type { Element, List, Octets, Whole } from './element.ts';
import type { Message } from './file.ts';

/** One object of a meter's list (SML 1.04, 5.1.12, SML_ListEntry). */
export interface ListEntry {
  /** Six bytes A B C D E F. */
  readonly obis: Uint8Array;
  readonly status: bigint | null;
  readonly at: Instant | null;
  /** DLMS unit: 27 W, 30 Wh, ... */
  readonly unit: number | null;
  /** The power of ten. */
  readonly scaler: number;
  readonly value: Whole | Octets | boolean | null;
}

/** What a meter says by itself, every one to four seconds (SML_GetList.Res). */
export interface ValueList {
  readonly server: Uint8Array;
  readonly at: Instant | null;
  readonly entries: readonly ListEntry[];
  /** Entries that are none. */
  readonly malformed: number;
}

const GET_LIST_RESPONSE = 0x0701;

/** The lists of a file; undefined when one of them is none. */
export function listsOf(messages: readonly Message[]): readonly ValueList[] | undefined {
  const lists: ValueList[] = [];
  for (const { choice, body } of messages) {
    if (choice !== GET_LIST_RESPONSE) continue;
    const list = listOf(body);
    if (!list) return undefined;
    lists.push(list);
  }
  return lists;
}

/** client, server, list, meter's time, values, signature, gateway's time. */
function listOf(body: Element): ValueList | undefined {
  const [, server, , time, values] = itemsOf(body, 7) ?? [];
  if (server?.kind !== 'octets' || values?.kind !== 'list') return undefined;
  const entries = values.items.map(entryOf);
  const read = entries.filter((entry) => entry !== undefined);
  return { server: server.bytes, at: instantOf(time ?? null), entries: read, malformed: entries.length - read.length };
}

/** name, status, time, unit, scaler, value, signature. */
function entryOf(element: Element): ListEntry | undefined {
  const [name, status, time, unit, scaler, value] = itemsOf(element, 7) ?? [];
  if (name?.kind !== 'octets' || name.bytes.length !== 6) return undefined;
  return {
    obis: name.bytes,
    status: status?.kind === 'whole' ? status.value : null,
    at: instantOf(time ?? null),
    unit: unit?.kind === 'whole' ? Number(unit.value) : null,
    scaler: scaler?.kind === 'whole' ? Number(scaler.value) : 0,
    value: value?.kind === 'boolean' ? value.is : value?.kind === 'whole' || value?.kind === 'octets' ? value : null,
  };
}

const itemsOf = (element: Element, count: number): List['items'] | undefined =>
  element?.kind === 'list' && element.items.length === count ? element.items : undefined;

const TIMESTAMP = 2n;
const LOCAL_TIMESTAMP = 3n;
/** A clock that stands before this (2010) was never set. */
const EARLIEST = 1_262_304_000n;

/** Most meters count seconds since they were made, which is no time; a time stamp is in seconds of UTC (SML 1.04, 5.1.4). */
function instantOf(element: Element): Instant | null {
  const [choice, said] = itemsOf(element, 2) ?? [];
  if (choice?.kind !== 'whole') return null;
  const stamp = choice.value === TIMESTAMP ? said : choice.value === LOCAL_TIMESTAMP ? itemsOf(said ?? null, 3)?.[0] : undefined;
  if (stamp?.kind !== 'whole' || stamp.value < EARLIEST || stamp.value > 0xffff_ffffn) return null;
  return (Number(stamp.value) * 1000) as Instant;
}
