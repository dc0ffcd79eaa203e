import { describe, expect, it } from 'vitest';
import { backtest } from '../../../device/cli/backtest.ts';
import type { Terminal } from '../../../device/cli/command.ts';
import { sharedFiles } from '../shared.ts';
import { britishHome, californianHome, frenchHome, type RecordedHome } from './recordedHomes.ts';

const shared = sharedFiles('data');
if (shared.folder === null) console.log(shared.reason);
const LONG = process.env['TIDEWATT_LONG'] === '1';

interface Way {
  readonly cost_micro: number;
  readonly wishes_broken: number;
}

interface Answer {
  readonly days: number;
  readonly tidewatt: Way;
  readonly nothing: Way;
  readonly simple: Way;
  readonly perfect: Way;
  readonly captured: number | null;
  readonly dearer_days: number;
  readonly dearer_micro: number;
  readonly worst: readonly object[];
  readonly sees: string;
  readonly forecast: { readonly load: { readonly mae_w: number | null }; readonly generation: { readonly mae_w: number | null } };
}

async function answerOf(home: RecordedHome, ...more: readonly string[]): Promise<Answer> {
  const printed: unknown[] = [];
  const terminal: Terminal = {
    json: true,
    read: (file) => Promise.resolve(new TextEncoder().encode(home.files.get(file) ?? '')),
    print: (answer) => printed.push(answer),
    write: () => undefined,
    note: () => undefined,
  };
  await backtest.run([...home.args, ...more], terminal);
  // What the command prints is checked field by field in its own tests.
  return printed[0] as Answer;
}

const money = ({ cost_micro: cost }: Way): string => (cost / 1e6).toFixed(2);

function rowOf(home: string, month: string, { tidewatt, nothing, simple, perfect, captured, dearer_days: dearer, dearer_micro: sum, forecast }: Answer): string {
  const share = captured === null ? '-' : `${(captured * 100).toFixed(1)} %`;
  return `| ${home} | ${month} | ${[tidewatt, nothing, simple, perfect].map(money).join(' | ')} | ${share} | ${dearer} (${(sum / 1e6).toFixed(2)}) | ${forecast.load.mae_w ?? '-'} / ${forecast.generation.mae_w ?? '-'} |`;
}

describe.skipIf(shared.folder === null)('recorded homes, composed with prices, a car and a battery that are not theirs', () => {
  const data = shared.folder ?? '';

  it('a British January day behind unseen PV: less than doing nothing, the car has what it wanted, and the label says what is not seen', async () => {
    const answer = await answerOf(britishHome(data), '--from', '2023-01-16', '--to', '2023-01-17', '--every', '360');
    expect(answer.tidewatt.cost_micro).toBeLessThan(answer.nothing.cost_micro);
    expect(answer.perfect.cost_micro).toBeLessThan(answer.simple.cost_micro);
    expect(answer.tidewatt.wishes_broken).toBe(0);
    expect(answer.sees).toMatch(/^no surplus seen/);
  });

  const homes = LONG ? [britishHome(data), frenchHome(data), californianHome(data, '01', 4), californianHome(data, '05', 4), californianHome(data, '12', 5)] : [];
  const months = homes.flatMap((home) => home.months.map((month) => ({ home, month, title: `${home.name}, four weeks of ${month.name}` })));
  it.skipIf(!LONG).each(months)('$title: not dearer than doing nothing, and each dearer day explained', async ({ home, month }) => {
    const answer = await answerOf(home, '--from', month.from, '--to', month.to, '--every', '60');
    console.log(rowOf(home.name, month.name, answer), JSON.stringify(answer.worst));
    expect(answer.days).toBe(28);
    expect(answer.tidewatt.cost_micro).toBeLessThanOrEqual(answer.nothing.cost_micro);
    expect(answer.worst).toHaveLength(Math.min(3, answer.dearer_days));
  }, 3_600_000);
});
