import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';
import { injectManifest } from 'workbox-build';

const SOURCE = fileURLToPath(new URL('./service-worker/service-worker.ts', import.meta.url));
const COMPRESSED = /\.(js|css|html|svg|json|webmanifest|wasm)$/;
/** The solver is 3.6 MB: left out by the usual 2 MiB, planning would stop without the server. */
const LARGEST = 8 * 1024 * 1024;
/** Above this many bytes brotli at its best takes seconds for a few percent. */
const BEST_UP_TO = 1_000_000;

/**
 * Writes `sw.js` with the list of everything the app needs to start and plan without its server.
 * @param {string} out folder of a finished `vite build`
 * @returns {Promise<{ count: number, size: number, warnings: string[] }>}
 */
export async function writeServiceWorker(out) {
  const bundle = join(out, 'sw.bundle.js');
  await build({
    entryPoints: [SOURCE],
    outfile: bundle,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  const { count, size, warnings } = await injectManifest({
    swSrc: bundle,
    swDest: join(out, 'sw.js'),
    globDirectory: out,
    globPatterns: ['**/*.{js,css,html,wasm,svg,png,ico,webmanifest}'],
    // No household opens the gallery.
    globIgnores: ['sw.js', 'sw.bundle.js', '404.html', '.vite/**', 'assets/tw-gallery-*'],
    dontCacheBustURLsMatching: /assets\//,
    maximumFileSizeToCacheInBytes: LARGEST,
  });
  await rm(bundle);
  return { count, size, warnings };
}

/**
 * Writes a `.br` and a `.gz` beside every text file and the solver, so that a small gateway never compresses.
 * @param {string} out
 * @returns {Promise<number>} how many files were compressed
 */
export async function precompress(out) {
  const files = await readdir(out, { recursive: true });
  const wanted = files.filter((file) => COMPRESSED.test(file) && !file.startsWith('.vite'));
  await Promise.all(wanted.map((file) => compressOne(join(out, file))));
  return wanted.length;
}

async function compressOne(path) {
  const bytes = await readFile(path);
  const quality = bytes.length > BEST_UP_TO ? 9 : constants.BROTLI_MAX_QUALITY;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, { params }));
  await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}

/** Everything after `vite build`. @param {string} out */
export async function finishApp(out) {
  const worker = await writeServiceWorker(out);
  return { ...worker, compressed: await precompress(out) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , out = 'dist/app'] = process.argv;
  const { count, size, warnings, compressed } = await finishApp(out);
  for (const warning of warnings) console.error(warning);
  console.log(`service worker: ${count} files, ${Math.round(size / 1024)} KiB kept for offline; ${compressed} files compressed`);
}
