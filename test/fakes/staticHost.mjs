// A host for finished files and nothing else, as the demo home is put on one: under a path of its own, 404.html for the rest.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** @param {string} folder @param {string} under path it is served from, with slashes at both ends */
export async function startStaticHost(folder, under) {
  const missed = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const inside = pathname.startsWith(under) ? normalize(pathname.slice(under.length)) || 'index.html' : '';
    const file = inside === '.' ? 'index.html' : inside;
    const bytes = file === '' || file.startsWith('..') ? undefined : await readFile(join(folder, file)).catch(() => undefined);
    if (bytes) return response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(bytes);
    missed.push(pathname);
    response.writeHead(404, { 'content-type': TYPES['.html'] }).end(await readFile(join(folder, '404.html')));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}${under}`, missed, close };
}
