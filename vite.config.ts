import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { leanHighs } from './src/pwa/leanHighs.ts';
import { leanMqtt } from './src/pwa/leanMqtt.ts';
import { thinTemplates } from './src/pwa/thinTemplates.ts';

/** `TIDEWATT_DEMO=1` builds a folder for any static host that opens straight into the demo home. */
const demo = process.env['TIDEWATT_DEMO'] === '1';
const outDir = fileURLToPath(new URL(demo ? './dist/demo' : './dist/app', import.meta.url));

/** A static host answers an unknown path with 404.html: the app, which then reads the path. */
const deepLinksOnStaticHosts: Plugin = {
  name: 'deep-links-on-static-hosts',
  apply: 'build',
  closeBundle: () => copyFile(`${outDir}/index.html`, `${outDir}/404.html`),
};

const workerName = (module: string): string => (module.includes('/workers/home/') ? 'demo-home' : module.includes('/workers/own/') ? 'own-file' : 'planner');

/** Modules that the first chunk needs, whoever else uses them: cut apart they compress worse, and each is a request. */
const eager = new Set<string>();
const firstPaint: Plugin = {
  name: 'first-paint',
  apply: 'build',
  buildEnd() {
    const follow = (id: string): void => {
      if (eager.has(id)) return;
      eager.add(id);
      this.getModuleInfo(id)?.importedIds.forEach(follow);
    };
    for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry) follow(id);
  },
};

/** Nothing is preloaded: what would do it is left out of the first script. */
const noPreload: Plugin = {
  name: 'no-preload',
  apply: 'build',
  enforce: 'pre',
  load: (id) => (id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : undefined),
};

/** Words of screens that lie beside each other: one file a language each, as they compress better together. */
const TOGETHER = { plan: 'wants|preview|advising|slots|whatIf|charging', money: 'money|account|answers', settings: 'settings|moving|warnings|refusals|display|devices|terms' };

const wordsTogether = Object.entries(TOGETHER).map(([name, files]) => {
  const test = new RegExp(`/src/ui/text/([a-z]+)/(?:${files})\\.ts$`);
  return { name: (id: string) => `${name}-words-${test.exec(id)?.[1] ?? ''}`, test, priority: 1 };
});

/** Screens that lie beside each other, likewise. What draws an invitation comes alone: few ever need it. */
const BESIDE = { plan: 'plan|events|devices|override', money: 'tariff|today|history', settings: 'settings(?!/tw-qr)|more|setup|help|wall' };

const screensTogether = Object.entries(BESIDE).map(([name, folders]) => ({ name: `${name}-screens`, test: new RegExp(`/src/ui/(?:${folders})/`), minShareCount: 1, priority: 1 }));

export default defineConfig({
  root: fileURLToPath(new URL('./src', import.meta.url)),
  publicDir: fileURLToPath(new URL('./public', import.meta.url)),
  base: './',
  define: { __TIDEWATT_DEMO__: JSON.stringify(demo) },
  plugins: [thinTemplates, leanMqtt, noPreload, firstPaint, ...(demo ? [deepLinksOnStaticHosts] : [])],
  worker: {
    plugins: () => [leanHighs],
    format: 'es',
    // The sizes of the demo home and of what reads own files are told apart, and a worker is found by its name.
    rollupOptions: { output: { entryFileNames: ({ facadeModuleId }) => `assets/${workerName(facadeModuleId ?? '')}-[hash].js` } },
  },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // What a later screen imports is the first script and at most a few files more: lists of them would weigh on the first.
    modulePreload: false,
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    rollupOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', test: (id) => eager.has(id), priority: 2 },
            ...wordsTogether,
            ...screensTogether,
            // What three or more of the later screens use, in one file: twenty small ones compress worse, and each is a request.
            { name: 'screens', test: /\/src\/(?!ui\/text\/)/, minShareCount: 3, priority: 1 },
            // And what two of them share.
            { name: 'pieces', test: /\/src\/(?!ui\/text\/)/, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
});
