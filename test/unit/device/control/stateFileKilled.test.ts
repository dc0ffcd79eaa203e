import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStateFile } from '../../../../device/control/stateFile.ts';
import { bundle, type Bundle } from '../../../fakes/bundle.ts';

const KILLS = 12;
let folder = '';
let bundled: Bundle | null = null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidewatt-killed-'));
  bundled = await bundle({ stateFile: 'device/control/stateFile.ts' });
  // Writes a growing number as fast as the disk takes it, and says each one that it was told is on the disk.
  await writeFile(
    join(folder, 'writer.mjs'),
    `import { openStateFile } from ${JSON.stringify(bundled.url('stateFile').href)};
     const { file, content } = await openStateFile(process.argv[2], 'control');
     for (let n = (content?.n ?? 0) + 1; ; n++) { await file.write({ n, padding: 'x'.repeat(n % 3000) }); process.stdout.write(n + '\\n'); }`,
  );
});
afterAll(async () => {
  await bundled?.remove();
  await rm(folder, { recursive: true, force: true });
});

/** The last number that a writer said before it was killed. */
async function killedWriter(state: string, after: number): Promise<number> {
  const writer = spawn(process.execPath, [join(folder, 'writer.mjs'), state], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = 0;
  let lines = 0;
  const output = createInterface({ input: writer.stdout }).on('line', (line) => {
    said = Number(line);
    lines += 1;
    if (lines === after) writer.kill('SIGKILL');
  });
  await once(output, 'close');
  return said;
}

it(`loses nothing that was said to be on the disk, through ${KILLS} kills amid writes`, async () => {
  let last = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    last = Math.max(last, await killedWriter(folder, 3 + ((kill * 7) % 20)));
    const { file, content, found } = await openStateFile(folder, 'control');
    await file.close();
    expect(found).toBe('kept');
    expect((content as { n: number }).n).toBeGreaterThanOrEqual(last);
  }
});
