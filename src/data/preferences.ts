/** How far a person has come in the first run; `null` = not begun, `done` = through, or put away. */
export const SETUP_STEPS = ['home', 'meter', 'link', 'tariff', 'wishes', 'done'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

const THEMES = ['system', 'light', 'dark'] as const;
/** Percent of the browser's own text size. */
export const TEXT_SIZES = [100, 125, 150, 200] as const;

/** Small choices of this browser, readable before the first paint. */
export interface Preferences {
  /** What the big number shows. */
  readonly figure: 'money' | 'power';
  /** A language tag, null = the browser's. */
  readonly language: string | null;
  /** The demo home was left open. */
  readonly demo: boolean;
  /** The home of a person's own file was left open. */
  readonly own: boolean;
  /** This screen beeps while a warning waits. */
  readonly sound: boolean;
  /** Ids of an operator's notices that were read here, the latest last. */
  readonly read: readonly string[];
  /** The home's past is fetched to this phone; false where a person has stopped that. */
  readonly past: boolean;
  readonly theme: (typeof THEMES)[number];
  /** More contrast than the browser asks for. */
  readonly contrast: boolean;
  readonly textSize: (typeof TEXT_SIZES)[number];
  /** Nothing moves, whatever the browser asks for. */
  readonly still: boolean;
  /** Fewer screens, larger type. */
  readonly simple: boolean;
  /** The bar begins with what the right hand has at its end. */
  readonly mirrored: boolean;
  /** What changes is said aloud. */
  readonly aloud: boolean;
  /** 0..1 of what the device allows. */
  readonly volume: number;
  /** 1 = the voice's own pace. */
  readonly pace: number;
  /** Nothing but danger is said aloud between these local times, `HH:MM`; null = no such hours. */
  readonly quiet: { readonly from: string; readonly to: string } | null;
  /** What an operator merely tells is shown on Now. */
  readonly news: boolean;
  readonly setup: SetupStep | null;
  /** Where the home is, ISO 3166-1, as chosen in the first run. */
  readonly country: string | null;
}

const KEY = 'tidewatt-preferences';
export const DEFAULTS: Preferences = {
  figure: 'money',
  language: null,
  demo: false,
  own: false,
  sound: false,
  read: [],
  past: true,
  theme: 'system',
  contrast: false,
  textSize: 100,
  still: false,
  simple: false,
  mirrored: false,
  aloud: false,
  volume: 1,
  pace: 1,
  quiet: null,
  news: true,
  setup: null,
  country: null,
};

function parse(text: string | null): Partial<Record<keyof Preferences, unknown>> {
  try {
    const raw: unknown = JSON.parse(text ?? '{}');
    return typeof raw === 'object' && raw !== null ? raw : {};
  } catch {
    return {};
  }
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function quietHours(raw: unknown): Preferences['quiet'] {
  if (typeof raw !== 'object' || raw === null || !('from' in raw) || !('to' in raw)) return null;
  const { from, to } = raw;
  return typeof from === 'string' && typeof to === 'string' && TIME.test(from) && TIME.test(to) ? { from, to } : null;
}

const oneOf = <T>(choices: readonly T[], raw: unknown, otherwise: T): T => choices.find((choice) => choice === raw) ?? otherwise;
const between = (least: number, most: number, raw: unknown): number => (typeof raw === 'number' && raw >= least && raw <= most ? raw : 1);
const textOf = (raw: unknown): string | null => (typeof raw === 'string' ? raw : null);

/** What was chosen, or the default where nothing readable was kept. */
export function readPreferences(storage: Pick<Storage, 'getItem'>): Preferences {
  const kept = parse(storage.getItem(KEY));
  return {
    figure: oneOf(['money', 'power'], kept.figure, DEFAULTS.figure),
    language: textOf(kept.language),
    demo: kept.demo === true,
    own: kept.own === true,
    sound: kept.sound === true,
    read: Array.isArray(kept.read) ? kept.read.filter((id) => typeof id === 'string') : DEFAULTS.read,
    past: kept.past !== false,
    theme: oneOf(THEMES, kept.theme, DEFAULTS.theme),
    contrast: kept.contrast === true,
    textSize: oneOf(TEXT_SIZES, kept.textSize, DEFAULTS.textSize),
    still: kept.still === true,
    simple: kept.simple === true,
    mirrored: kept.mirrored === true,
    aloud: kept.aloud === true,
    volume: between(0, 1, kept.volume),
    pace: between(0.5, 2, kept.pace),
    quiet: quietHours(kept.quiet),
    news: kept.news !== false,
    setup: oneOf([...SETUP_STEPS, null], kept.setup, null),
    country: textOf(kept.country),
  };
}

export function keepPreferences(storage: Pick<Storage, 'setItem'>, preferences: Preferences): void {
  storage.setItem(KEY, JSON.stringify(preferences));
}
