import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readSourceSettings, type SourceSetting } from '../../source/setting.ts';
import { codeOf, refuse } from '../failure.ts';
import type { HouseOptions } from '../options.ts';

const SETTINGS = 'tariff-source.json';
const FOR_OTHERS = 0o077;

/** A source of the home with its key; null where it wants none. */
export interface ConfiguredSource {
  readonly setting: SourceSetting;
  readonly key: string | null;
}

/**
 * The sources of the home file, or of `tariff-source.json` in the state folder (docs/formats/sources.md); none where neither
 * is there, and none for a recording, whose time is another.
 * @throws Refusal when both are there, and for settings or a key that cannot be used.
 */
export function configuredSources({ stateDir, source, sources }: Pick<HouseOptions, 'stateDir' | 'source' | 'sources'>): readonly ConfiguredSource[] {
  const file = join(stateDir, SETTINGS);
  if (source !== 'meter') return [];
  if (!existsSync(file)) return sources ? sources.list.map((setting) => withKey(setting, sources.folder)) : [];
  if (sources) throw refuse('sources-twice', `The home file names sources of prices, and so does ${file}.`, 'Keep one of them: move the other away.');
  return settingsIn(file).map((setting) => withKey(setting, dirname(file)));
}

const withKey = (setting: SourceSetting, folder: string): ConfiguredSource => ({ setting, key: 'keyFile' in setting ? keyIn(resolve(folder, setting.keyFile)) : null });

function settingsIn(file: string): readonly SourceSetting[] {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw refuse('tariff-source-unreadable', `${file} cannot be read as JSON.`, 'Write it as docs/formats/sources.md shows, or move it away.', error);
  }
  const settings = readSourceSettings(raw);
  if (typeof settings === 'string') throw refuse('tariff-source-unreadable', `${file} cannot be used: ${settings}.`, 'Write it as docs/formats/sources.md shows, or move it away.');
  return settings;
}

function keyIn(file: string): string {
  let key: string;
  try {
    if ((statSync(file).mode & FOR_OTHERS) !== 0) throw refuse('key-file-open', `Others than the gateway's user can read the key in ${file}.`, `Take their rights away: chmod 600 ${file}`);
    key = (readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '').trim();
  } catch (error) {
    if (error instanceof Error && 'remedy' in error) throw error;
    throw refuse('key-file-unreadable', `The key of the source of prices, ${file}, cannot be read (${codeOf(error)}).`, 'Write the key into its first line.', error);
  }
  if (!/^[\x21-\x7e]{1,500}$/.test(key)) throw refuse('key-file-unreadable', `The first line of ${file} is no key.`, 'Write the key into its first line.');
  return key;
}
