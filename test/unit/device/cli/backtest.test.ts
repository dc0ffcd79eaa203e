import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backtest } from '../../../../device/cli/backtest.ts';
import type { Terminal } from '../../../../device/cli/command.ts';
import { BATTERY, recording, TWO_RATES, MONDAY, DAY } from '../../backtest/homes.ts';
import { after } from '#domain/time/instant.ts';

const files = new Map([
  ['home', recording(after(MONDAY, 3 * DAY), () => 1_000)],
  ['tariff', TWO_RATES],
  ['devices', JSON.stringify({ tidewatt: 'backtest-devices', version: 1, batteries: [BATTERY] })],
]);
const args = ['--home', 'home', '--tariff', 'tariff', '--devices', 'devices', '--from', '2024-06-03', '--to', '2024-06-05', '--every', '360'];

async function answers(more: readonly string[] = [], onNote: (text: string) => void = () => undefined): Promise<{ readonly answer: unknown; readonly notes: readonly string[] }> {
  const [printed, notes]: [unknown[], string[]] = [[], []];
  const terminal: Terminal = {
    json: true,
    read: (file) => Promise.resolve(new TextEncoder().encode(files.get(file) ?? '')),
    print: (answer) => printed.push(answer),
    write: () => undefined,
    note: (text) => {
      notes.push(text);
      onNote(text);
    },
  };
  await backtest.run([...args, ...more], terminal);
  return { answer: printed[0], notes };
}

/** Every name of an answer, and of what is in it. */
const namesIn = (value: unknown): readonly string[] => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]) : []);

describe('tidewatt backtest', () => {
  it('answers the documented fields, and tells each day that is done; interrupted, it ends with the running day and answers the same of the days until then', async () => {
    const { answer, notes } = await answers(['--to', '2024-06-04']);
    expect(answer).toMatchObject({ days: 1, nothing: { cost_micro: 6_000_000, import_wh: 24_000, export_wh: 0, co2_g: null }, dearer_days: 0, dearer_micro: 0, worst: [], currency: 'EUR', sees: 'load alone', to: '2024-06-04T00:00:00Z' });
    expect(notes).toHaveLength(1);
    const documented = readFileSync(join(import.meta.dirname, '../../../../docs/formats/backtest.md'), 'utf8');
    for (const name of namesIn(answer)) expect(documented).toContain(name);
    const interrupted = await answers([], () => process.emit('SIGINT'));
    expect(interrupted.answer).toEqual(answer);
    expect(interrupted.notes.at(-1)).toContain('Interrupted');
  });

  it.each([
    [['--every', '20'], 'every'],
    [['--seed', 'x'], 'seed'],
    [['--to', '2024-08-01'], 'does not cover'],
    [['--to', '2024-06-03'], 'not after --from'],
    [['--forecast', 'magic'], 'forecast'],
  ])('refuses %j', async (more, sentence) => {
    await expect(answers(more)).rejects.toThrow(sentence);
  });
});
