import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../../device/cli/decode.ts';
import type { Terminal } from '../../../../device/cli/command.ts';

const page = readFileSync(new URL('../../../../docs/formats/decode.md', import.meta.url), 'utf8');
const block = (kind: string): string => new RegExp(`\`\`\`${kind}\\n([^]*?)\`\`\``).exec(page)?.[1] ?? '';

async function answerTo(format: string, capture: string): Promise<readonly unknown[]> {
  const lines: unknown[] = [];
  const terminal: Terminal = { json: false, read: () => Promise.resolve(Buffer.from(capture)), print: (line) => void lines.push(JSON.parse(JSON.stringify(line))), write: () => undefined, note: () => undefined };
  expect(await decode.run(['--format', format, 'FILE'], terminal)).toBe(0);
  return lines;
}

describe('decode of messages', () => {
  it.each(['glow', 'homewizard'])('answers the example of its page for %s as the page says', async (format) => {
    const wanted = block(`${format}-out`).trim().split('\n').map((line) => JSON.parse(line) as unknown);
    expect(wanted.length).toBeGreaterThan(3);
    expect(await answerTo(format, block(format))).toEqual(wanted);
  });
});
