import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeServiceWorker } from '../../src/pwa/build-service-worker.mjs';

it('is built without a warning: nothing was left out for its size', async () => {
  const out = await mkdtemp(join(tmpdir(), 'tidewatt-worker-'));
  await cp(new URL('../../dist/app', import.meta.url).pathname, out, { recursive: true });
  const { warnings, count } = await writeServiceWorker(out);
  expect([warnings, count > 10]).toEqual([[], true]);
  expect(await readFile(join(out, 'sw.js'), 'utf8')).toContain('.wasm');
  await rm(out, { recursive: true });
});
