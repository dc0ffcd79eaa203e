import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../device/cli/limits.ts';
import type { Terminal } from '../../../device/cli/command.ts';

const formats = join(import.meta.dirname, '../../../docs/formats');

async function answer(trace: string, args: readonly string[] = []): Promise<{ readonly lines: unknown[]; readonly notes: string[]; readonly code: number }> {
  const lines: unknown[] = [];
  const notes: string[] = [];
  const terminal: Terminal = {
    read: async () => new TextEncoder().encode(trace),
    print: (line) => void lines.push(JSON.parse(JSON.stringify(line))),
    write: () => undefined,
    note: (text) => void notes.push(text),
    json: true,
  };
  return { code: await limits.run(['--trace', 'trace.jsonl', ...args], terminal), lines, notes };
}

describe('limits --trace', () => {
  it('answers the example of docs/formats/limits.md as printed there', async () => {
    const page = readFileSync(join(formats, 'limits.md'), 'utf8');
    const blocks = [...page.matchAll(/```\n(\{[\s\S]*?)```/g)].map(([, block]) => (block ?? '').trim());
    const example = readFileSync(join(formats, 'limits-example.jsonl'), 'utf8');
    expect(blocks.at(-2)).toBe(example.trim());
    const { lines, code } = await answer(example);
    expect(code).toBe(0);
    expect(lines.map((line) => JSON.stringify(line))).toEqual((blocks.at(-1) ?? '').split('\n'));
  });

  it('begins with the defaults where there is no config', async () => {
    expect((await answer('{"t":0,"event":"tick"}\n')).lines).toEqual([{ t: 0, state: 'init', limit: { kind: 'limit', w: 4200 }, nack: null }]);
  });

  it('keeps the failsafe limit after failsafe when asked to be protective', async () => {
    const trace = '{"t":0,"event":"config"}\n{"t":121,"event":"tick"}\n';
    expect((await answer(trace)).lines.at(-1)).toEqual({ t: 120, state: 'unlimited-autonomous', limit: { kind: 'none' }, nack: null });
    expect((await answer(trace, ['--after-failsafe', 'protective'])).lines.at(-1)).toMatchObject({ state: 'unlimited-autonomous', limit: { kind: 'limit', w: 4200 } });
  });

  it.each([
    ['no JSON', '{"t":0,"event":"tick"}\nx\n', 'trace-unreadable', 'unusable'],
    ['no object', '[1]\n', 'trace-unreadable', 'unusable'],
    ['an unknown event', '{"t":0,"event":"heart"}\n', 'trace-unreadable', 'unusable'],
    ['time running back', '{"t":5,"event":"tick"}\n{"t":4,"event":"tick"}\n', 'trace-unreadable', 'unusable'],
    ['no time', '{"event":"tick"}\n', 'trace-unreadable', 'unusable'],
    ['a second config', '{"t":0,"event":"config"}\n{"t":1,"event":"config"}\n', 'trace-unreadable', 'unusable'],
    ['nothing', '\n', 'nothing-valid', 'nothing-valid'],
  ])('refuses %s with a sentence', async (_, trace, id, kind) => {
    await expect(answer(trace)).rejects.toMatchObject({ id, kind });
  });

  it('notes a failsafe duration that no control box may set, and plays it', async () => {
    const { notes, lines } = await answer('{"t":0,"event":"config","failsafe_duration_s":60}\n{"t":1,"event":"tick"}\n');
    expect(notes[0]).toContain('2 to 24 hours');
    expect(lines).toHaveLength(1);
  });
});
