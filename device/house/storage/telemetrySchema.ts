import { MIRRORED_TABLE } from './mirror.ts';
import type { Schema } from './schema.ts';

/** Energies in mWh, power in W, `shift` and lengths in ms; texts in JSON where they are lists. */
export const TELEMETRY_SCHEMA: Schema = [
  {
    version: 1_001,
    sql: `
CREATE TABLE IF NOT EXISTS raw (minute INTEGER NOT NULL, part INTEGER NOT NULL, count INTEGER NOT NULL, packed BLOB NOT NULL, PRIMARY KEY (minute, part)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS slot (
  start INTEGER NOT NULL, revision INTEGER NOT NULL, end INTEGER NOT NULL,
  import INTEGER, export INTEGER, quality TEXT NOT NULL, rate TEXT,
  PRIMARY KEY (start, revision)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS excursion (seq INTEGER PRIMARY KEY AUTOINCREMENT, day INTEGER NOT NULL, record TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS excursion_day ON excursion (day);
`,
  },
  {
    version: 1_002,
    sql: `
${MIRRORED_TABLE}
CREATE TABLE slot_note (start INTEGER NOT NULL, revision INTEGER NOT NULL, cost INTEGER, currency TEXT, boot TEXT, shift INTEGER, PRIMARY KEY (start, revision)) WITHOUT ROWID;
CREATE TABLE raw_clock (minute INTEGER NOT NULL, part INTEGER NOT NULL, boot TEXT NOT NULL, shift INTEGER NOT NULL, PRIMARY KEY (minute, part)) WITHOUT ROWID;
CREATE TABLE unplaced (n INTEGER PRIMARY KEY, boot TEXT NOT NULL, shift INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE TABLE minute (start INTEGER PRIMARY KEY, meter TEXT NOT NULL, power INTEGER, low INTEGER, high INTEGER, imported INTEGER, exported INTEGER, seen INTEGER NOT NULL, quality TEXT NOT NULL);
CREATE TABLE quarter (
  start INTEGER PRIMARY KEY, meter TEXT NOT NULL, power INTEGER, low INTEGER, high INTEGER, reactivePower INTEGER,
  imported INTEGER, exported INTEGER, seen INTEGER NOT NULL, quality TEXT NOT NULL);
CREATE TABLE phase (start INTEGER NOT NULL, phase TEXT NOT NULL, power INTEGER, decivolts INTEGER, milliamps INTEGER, PRIMARY KEY (start, phase)) WITHOUT ROWID;
CREATE TABLE register (start INTEGER NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (start, name)) WITHOUT ROWID;
CREATE TABLE other (at INTEGER NOT NULL, meter TEXT NOT NULL, medium TEXT NOT NULL, litres INTEGER, energy INTEGER, PRIMARY KEY (at, meter)) WITHOUT ROWID;
CREATE TABLE voltage (start INTEGER NOT NULL, phase TEXT NOT NULL, decivolts INTEGER NOT NULL, seen INTEGER NOT NULL, PRIMARY KEY (start, phase)) WITHOUT ROWID;
CREATE TABLE excursion_clock (seq INTEGER PRIMARY KEY, boot TEXT NOT NULL, shift INTEGER NOT NULL);
CREATE TABLE unrolled (span INTEGER NOT NULL, start INTEGER NOT NULL, PRIMARY KEY (span, start)) WITHOUT ROWID;
CREATE TABLE unsealed (day TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (day, kind)) WITHOUT ROWID;
`,
  },
  {
    version: 1_003,
    // Marked by the store and not by who writes to it: an older build, which knows no sums, leaves none that are wrong.
    sql: `
CREATE TABLE day_sum (start INTEGER PRIMARY KEY, total TEXT NOT NULL);
CREATE TABLE summed_zone (only INTEGER PRIMARY KEY CHECK (only = 1), zone TEXT NOT NULL);
CREATE TABLE unsummed (day INTEGER PRIMARY KEY);
CREATE TRIGGER slot_came AFTER INSERT ON slot BEGIN INSERT OR IGNORE INTO unsummed VALUES (NEW.start / 86400000); END;
CREATE TRIGGER slot_went AFTER DELETE ON slot BEGIN INSERT OR IGNORE INTO unsummed VALUES (OLD.start / 86400000); END;
INSERT INTO unsummed SELECT DISTINCT start / 86400000 FROM slot;
`,
  },
];

/** What a daily copy carries: all but raw readings. Those of the last two days are in the mirror, and taken up from there whole, as the copy does not say how far it had come. */
export const COPIED_TABLES = ['slot', 'slot_note', 'excursion', 'minute', 'quarter', 'phase', 'register', 'other', 'voltage', 'unrolled', 'unsealed', 'day_sum', 'summed_zone', 'unsummed'] as const;
