import { createRequire } from 'node:module';
import { build, type Plugin as BundlerPlugin } from 'esbuild';
import type { Plugin } from 'vite';

/** Of the library: ways to a broker that no browser has, timers in a worker of their own, and what only MQTT 5 does. */
const LEFT_OUT = /^(?:\.\/(?:tcp|tls|socks|wx|ali)|net|tls|ws|worker-timers|lru-cache)$/;
/** What the library reads of an address, by the browser's own reading. */
const ADDRESS = `exports.parse = (text) => {
  const { protocol, hostname, port, pathname, search } = new URL(text);
  return { protocol, hostname, port: port || null, path: pathname + search, query: {}, auth: null };
};`;
/** Packages that the library brings for browsers in place of Node's own of that name. */
const BROUGHT = /^(?:buffer|events|process|string_decoder)\/?$/;
/** The one thing that it takes from Node's process without asking for it. */
const PROCESS = 'const process = { nextTick: (work) => queueMicrotask(work) };';

const library = createRequire(import.meta.url).resolve('mqtt');
const brought = createRequire(createRequire(library).resolve('readable-stream'));

const lean: BundlerPlugin = {
  name: 'lean',
  setup(bundler) {
    bundler.onResolve({ filter: LEFT_OUT }, ({ path, importer }) => (/\/mqtt\/build\//.test(importer) ? { path, namespace: 'left-out' } : undefined));
    bundler.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
    bundler.onResolve({ filter: /^url$/ }, ({ path }) => ({ path, namespace: 'address' }));
    bundler.onLoad({ filter: /.*/, namespace: 'address' }, () => ({ contents: ADDRESS }));
    bundler.onResolve({ filter: BROUGHT }, ({ path }) => ({ path: brought.resolve(path === 'process' || path === 'process/' ? 'process/browser.js' : path.replace(/\/?$/, '/')) }));
  },
};

async function bundled(): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [library], bundle: true, write: false, format: 'esm', platform: 'browser', minify: true, target: 'es2022', legalComments: 'none', banner: { js: PROCESS }, define: { global: 'globalThis' }, plugins: [lean] });
  const [{ text } = { text: '' }] = outputFiles;
  return text;
}

/**
 * MQTT.js for this app: its own bundle for browsers is half as large again. What is left out is reached only with other
 * protocols than WebSocket, `timerVariant` other than `native`, or topic aliases.
 */
export const leanMqtt: Plugin = {
  name: 'lean-mqtt',
  enforce: 'pre',
  apply: 'build',
  resolveId: (source) => (source === 'mqtt' ? library : undefined),
  load: (id) => (id === library ? bundled() : undefined),
};
