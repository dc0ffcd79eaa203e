import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = new URL('../..', import.meta.url).pathname;
const REQUIRE = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

export interface Bundle {
  /** Absolute file of a bundle. */
  file(name: string): string;
  url(name: string): URL;
  remove(): Promise<void>;
}

/** Processes and threads run bundled JavaScript, in tests too. Inside the project, so that packages are found. */
export async function bundle(entryPoints: Readonly<Record<string, string>>): Promise<Bundle> {
  await mkdir(join(ROOT, 'dist'), { recursive: true });
  const outdir = await mkdtemp(join(ROOT, 'dist', 'test-'));
  await build({
    absWorkingDir: ROOT,
    entryPoints: { ...entryPoints },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['libsql', 'serialport', 'highs', 'highs/*'],
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
  const file = (name: string): string => join(outdir, `${name}.mjs`);
  return { file, url: (name) => pathToFileURL(file(name)), remove: () => rm(outdir, { recursive: true, force: true }) };
}
