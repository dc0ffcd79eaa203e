/** Small choices of this browser, readable before the first paint. */
export interface Preferences {
  /** What the big number shows. */
  readonly figure: 'money' | 'power';
  /** A language tag, null = the browser's. */
  readonly language: string | null;
  /** The demo home was left open. */
  readonly demo: boolean;
  /** This screen beeps while a warning waits. */
  readonly sound: boolean;
  /** Ids of an operator's notices that were read here, the latest last. */
  readonly read: readonly string[];
  /** The home's past is fetched to this phone; false where a person has stopped that. */
  readonly past: boolean;
}

const KEY = 'tidewatt-preferences';
export const DEFAULTS: Preferences = { figure: 'money', language: null, demo: false, sound: false, read: [], past: true };

function parse(text: string | null): Partial<Record<keyof Preferences, unknown>> {
  try {
    const raw: unknown = JSON.parse(text ?? '{}');
    return typeof raw === 'object' && raw !== null ? raw : {};
  } catch {
    return {};
  }
}

/** What was chosen, or the default where nothing readable was kept. */
export function readPreferences(storage: Pick<Storage, 'getItem'>): Preferences {
  const kept = parse(storage.getItem(KEY));
  return {
    figure: kept.figure === 'power' ? 'power' : DEFAULTS.figure,
    language: typeof kept.language === 'string' ? kept.language : DEFAULTS.language,
    demo: kept.demo === true,
    sound: kept.sound === true,
    read: Array.isArray(kept.read) ? kept.read.filter((id) => typeof id === 'string') : DEFAULTS.read,
    past: kept.past !== false,
  };
}

export function keepPreferences(storage: Pick<Storage, 'setItem'>, preferences: Preferences): void {
  storage.setItem(KEY, JSON.stringify(preferences));
}
