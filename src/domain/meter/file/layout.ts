import type { Milliseconds } from '../../time/instant.ts';

/** The kinds of files that are known by what stands in them; `mapped` is a table whose columns a person named. */
export type FileFormat = 'octopus' | 'enedis' | 'homewizard' | 'p1-logger' | 'home-assistant' | 'tidewatt' | 'mapped';
export type FileDirection = 'import' | 'export';

/** One column of a table that tells energy. */
export interface FileColumn {
  readonly column: number;
  readonly direction: FileDirection;
  /** W and kW: the mean power of the interval. */
  readonly unit: 'Wh' | 'kWh' | 'MWh' | 'W' | 'kW';
  /** A register is the meter's own count: energy is what lies between two of them. `net`: below zero it was sent out. */
  readonly counts: 'interval' | 'register' | 'net';
}

/** In which order a date without a four-digit year in front is written. */
export type DateOrder = 'dmy' | 'mdy';

/** How a table is to be read. */
export interface Layout {
  readonly format: FileFormat;
  /** What in the file says so, for the person. */
  readonly why: string;
  readonly delimiter: ',' | ';' | '\t';
  /** The line of the header, from 1; what is above it is not read. */
  readonly headerLine: number;
  /** Where the time stands: one column, or the date and the time of day. */
  readonly time: readonly number[];
  readonly order: DateOrder;
  /** What a single time names; with `end` both are told. */
  readonly label: 'start' | 'end';
  readonly end: number | null;
  readonly energies: readonly FileColumn[];
  /** ms after its time at which a register was read. */
  readonly countedAfter: number;
  /** The length of an interval where the file says it; null = the commonest distance of its times. */
  readonly step: Milliseconds | null;
  /** IANA zone of times without an offset, where the format is of one country; null = the home's. */
  readonly zone: string | null;
  /** A table of several counters: the columns of their names and of the unit of each row; without the latter it is that of `energies`. */
  readonly series: { readonly column: number; readonly unit: number | null } | null;
}

/** The beginning of a table, cut into cells. */
export interface TableHead {
  readonly delimiter: Layout['delimiter'];
  /** From 1. */
  readonly headerLine: number;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Lines above the header. */
  readonly above: readonly string[];
}

/** Which way a table runs, and how long its intervals are, in ms: 0 where it cannot be told. */
export interface Pace {
  readonly step: number;
  readonly descending: boolean;
}
