import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Terminal } from '../../../../device/cli/command.ts';
import { limit } from '../../../../device/cli/limit.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidewatt-limit-'));
let gateway: Server;

/** A gateway that refuses whatever it is told. */
beforeAll(async () => {
  gateway = createServer((socket) => socket.on('data', () => socket.write('{"id":"x","outcome":"refused","reason":"stale-sequence"}\n')));
  await new Promise<void>((resolve) => gateway.listen(join(folder, 'control.sock'), resolve));
});
afterAll(() => {
  gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: readonly string[]): Promise<{ code: number; answers: unknown[] }> {
  const answers: unknown[] = [];
  const unused = (): never => {
    throw new Error('not used');
  };
  const terminal: Terminal = { json: true, read: unused, write: unused, note: unused, print: (answer) => answers.push(answer) };
  return { code: await limit.run(args, terminal), answers };
}

describe('tidewatt limit', () => {
  it('answers with the refusal of the gateway, exit 0', async () =>
    expect(await run('--w', '4200', '--sequence', '1', '--state', folder)).toEqual({ code: 0, answers: [{ id: 'x', outcome: 'refused', reason: 'stale-sequence' }] }));

  it.each<[string, readonly string[], RegExp]>([
    ['a value that begins with a dash', ['--w', '-5'], /^--w needs a value, and what follows it begins with a dash: write --w=VALUE\.$/],
    ['a limit below zero', ['--w=-5'], /^--w -5: a limit is 0 W or more\.$/],
    ['a value left out', ['--w'], /^--w needs a value\.$/],
    ['an unknown flag', ['--watts', '5'], /^There is no flag --watts\.$/],
    ['no number', ['--w', 'much'], /^--w much is no number\.$/],
  ])('refuses %s in one sentence', async (_what, args, message) =>
    expect(run('--state', folder, ...args)).rejects.toMatchObject({ id: 'wrong-use', message: expect.stringMatching(message) }));
});
