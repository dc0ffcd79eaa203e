/** A way of metering as far as one build of it reaches: several of them may share a `--format`. */
export interface MeterKind {
  /** As after --format. */
  readonly format: 'p1' | 'd0' | 'sml' | 'dlms' | 'tic' | 'glow' | 'homewizard' | 'shelly' | 'tasmota';
  /** Whether what such a meter really sent was read; false = built from the specification, never seen. */
  readonly seen: boolean;
}

/** Every kind of meter that is built; docs/hardware.md, the guide to a meter and `decode` say the same of it. */
export const METER_KINDS = {
  p1: { format: 'p1', seen: true },
  /** Finland, Hungary, Lithuania; and encrypted ones, Luxembourg and others. */
  'p1-elsewhere': { format: 'p1', seen: false },
  d0: { format: 'd0', seen: true },
  sml: { format: 'sml', seen: true },
  'dlms-push': { format: 'dlms', seen: true },
  /** Denmark, Switzerland, most of Austria: authenticated pushes, general ciphering, transfer blocks. */
  'dlms-secured': { format: 'dlms', seen: false },
  'tic-standard': { format: 'tic', seen: true },
  'tic-historic': { format: 'tic', seen: false },
  glow: { format: 'glow', seen: true },
  homewizard: { format: 'homewizard', seen: true },
  shelly: { format: 'shelly', seen: false },
  tasmota: { format: 'tasmota', seen: false },
} as const satisfies Readonly<Record<string, MeterKind>>;
export type MeterKindName = keyof typeof METER_KINDS;

const SEEN_FORMATS: ReadonlySet<string> = new Set(Object.values(METER_KINDS).flatMap(({ format, seen }) => (seen ? [format] : [])));

const KNOWN_FORMATS: ReadonlySet<string> = new Set(Object.values(METER_KINDS).map(({ format }) => format));

/** Whether a kind is built from the specification alone. */
export const isUnseenKind = (kind: MeterKindName): boolean => !METER_KINDS[kind].seen;

/** Whether a format that is built is built from its specification alone; a person's own mapping has none. */
export const isUnseenFormat = (format: string): boolean => KNOWN_FORMATS.has(format) && !SEEN_FORMATS.has(format);
