import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { single, type Figure } from './figure.ts';

const KIB = 1024;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

/** Scripts by what a phone needs them for; each list holds the files of the list before it. */
export interface AppScripts {
  readonly firstPaint: readonly string[];
  readonly live: readonly string[];
  /** All screens, the planner, the service worker and the largest language, with what of it comes later: what the phone of a householder runs. */
  readonly household: readonly string[];
  /** The demo home in its worker, for who has no gateway. */
  readonly demo: readonly string[];
  /** Where parts are looked at while they are made: no household opens it, and no phone keeps it. */
  readonly gallery: readonly string[];
  /** The screen of a person's own file, what reads it, and its words in the largest language, for who has no gateway. */
  readonly own: readonly string[];
  /** What draws an invitation for a camera: fetched when somebody invites another phone. */
  readonly qr: readonly string[];
  /** The languages but English, which is in the first chunk. */
  readonly languages: readonly string[];
}

/** A chunk's script and those it cannot run without. */
function needed(manifest: Manifest, key: string): string[] {
  const chunk = manifest[key];
  return chunk ? [chunk.file, ...(chunk.imports ?? []).flatMap((other) => needed(manifest, other))] : [];
}

function keyOf(manifest: Manifest, wanted: (key: string, chunk: Chunk) => boolean): string {
  const found = Object.entries(manifest).find(([key, chunk]) => wanted(key, chunk));
  if (!found) throw new Error('the build has no such chunk');
  return found[0];
}

interface Spoken {
  readonly words: readonly { readonly code: string; readonly file: string }[];
  /** Of the language that weighs most, without what nobody reads in a home with a gateway. */
  readonly largest: readonly string[];
  /** What only the screen of a person's own file says, of the language that says most. */
  readonly own: readonly string[];
}

function spokenWords(app: string, manifest: Manifest): Spoken {
  const words = Object.entries(manifest).flatMap(([key, { file }]) => {
    const code = /^(?:ui\/text\/|_[a-z]+-words-)([a-z]+)[./-]/.exec(key)?.[1];
    return code === undefined ? [] : [{ code, file }];
  });
  const own = Object.entries(manifest).flatMap(([key, { file }]) => (OWN_WORDS.test(key) ? [file] : []));
  const codes = [...new Set(words.map(({ code }) => code))];
  const household = codes.map((one) => words.flatMap(({ code, file }) => (code === one && !own.includes(file) ? [file] : [])));
  return { words, largest: heaviest(app, household), own: heaviest(app, own.map((file) => [file])) };
}

/** @throws Error when the folder holds no build of the app. */
export function appScripts(app: string): AppScripts {
  const manifest = JSON.parse(readFileSync(join(app, '.vite/manifest.json'), 'utf8')) as Manifest;
  const firstPaint = needed(manifest, keyOf(manifest, (_key, chunk) => chunk.isEntry === true));
  const live = [...firstPaint, ...needed(manifest, keyOf(manifest, (key) => key.includes('node_modules/mqtt/')))];
  const all = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  const demo = all.filter((file) => file.includes(DEMO_HOME));
  const gallery = all.filter((file) => file.includes(GALLERY));
  const qr = all.filter((file) => file.includes(QR));
  const { words, largest, own: ownWords } = spokenWords(app, manifest);
  const own = [...all.filter((file) => OWN_FILE.test(file)), ...ownWords];
  const languages = words.map(({ file }) => file);
  const household = all.filter((file) => !demo.includes(file) && !gallery.includes(file) && !own.includes(file) && !qr.includes(file) && (largest.includes(file) || !languages.includes(file)));
  return { firstPaint, live, household, demo, gallery, own, qr, languages: words.flatMap(({ code, file }) => (code === 'en' ? [] : [file])) };
}

/** A chunk is named after its element. */
const GALLERY = 'tw-gallery';
/** The same. */
const QR = 'tw-qr';
/** As vite.config.ts names the worker. */
const DEMO_HOME = 'demo-home';
/** The worker, and the chunk named after its element. */
const OWN_FILE = /\/(?:own-file|tw-own-home|ownHome)-[^/]*$/;

/** Its words. */
const OWN_WORDS = /^ui\/text\/[a-z]+\/own\.ts$/;

/** KiB as the gateway sends them, brotli. */
const weight = (app: string, files: readonly string[]): number => [...new Set(files)].reduce((sum, file) => sum + statSync(join(app, `${file}.br`)).size, 0) / KIB;

const heaviest = (app: string, choices: readonly (readonly string[])[]): readonly string[] => choices.reduce((most, files) => (weight(app, files) > weight(app, most) ? files : most), []);

/** What the app weighs on the wire (DESIGN, Figures: 40, 150 and 250 KiB of scripts). */
export function sizeFigures(app: string): Figure[] {
  const { firstPaint, live, household, demo, gallery, own, qr, languages } = appScripts(app);
  return [
    single('scripts before the first paint', weight(app, firstPaint), { unit: 'KiB brotli', budget: 40 }),
    single('scripts with the live link', weight(app, live), { unit: 'KiB brotli', budget: 150 }),
    single('scripts of the household', weight(app, household), { unit: 'KiB brotli', budget: 250 }),
    single('scripts of the demo home', weight(app, demo), { unit: 'KiB brotli' }),
    single('scripts of a home without a gateway', weight(app, own), { unit: 'KiB brotli' }),
    single('script of the QR code', weight(app, qr), { unit: 'KiB brotli' }),
    single('scripts of the gallery', weight(app, gallery), { unit: 'KiB brotli' }),
    single('scripts of all languages but English', weight(app, languages), { unit: 'KiB brotli' }),
  ];
}

export const benchSize = ({ root }: { readonly root: string }): Promise<Figure[]> => Promise.resolve(sizeFigures(join(root, 'dist/app')));
