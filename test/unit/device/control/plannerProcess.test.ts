import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { PlannerProcess } from '../../../../device/control/children/plannerProcess.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidewatt-planner-'));
vi.mock('../../../../device/control/places.ts', () => ({ bundleOf: (name: string) => join(folder, `${name}.mjs`) }));

let planner: PlannerProcess | undefined;
afterEach(async () => {
  await planner?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('passes on what the planner says of itself while it lives, and is idle when it has ended', async () => {
  const told: string[] = [];
  writeFileSync(join(folder, 'planner.mjs'), "for (const state of ['planning', 'idle']) process.send({ type: 'planner', state }); setInterval(() => undefined, 1_000);");
  planner = new PlannerProcess(() => ({}), (state) => told.push(state));
  planner.want();
  await expect.poll(() => told).toEqual(['planning', 'planning', 'idle']);
  await planner.stop();
  expect(told.at(-1)).not.toBe('planning');
});
