import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bill } from '../../../../device/cli/bill.ts';
import type { Command } from '../../../../device/cli/command.ts';
import { tariff } from '../../../../device/cli/tariff.ts';

const docs = join(import.meta.dirname, '../../../../docs/formats');
interface Written {
  readonly file: object;
  readonly lost: readonly { readonly part: string | null }[];
  readonly total_micro: number;
}

async function run(command: Command, files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Written> {
  const answers: unknown[] = [];
  const read = (file: string): Uint8Array => (files[file] === undefined ? readFileSync(join(docs, file)) : new TextEncoder().encode(files[file]));
  await command.run(args, { json: true, read: (file) => Promise.resolve(read(file)), print: (answer) => answers.push(answer), write: () => undefined, note: () => undefined });
  return answers[0] as Written;
}

const over = ['--from', '2023-03-26T00:00Z', '--to', '2023-03-26T12:00Z'];
const usage = 'start,end,import_kwh\n2023-03-26T01:00Z,2023-03-26T02:00Z,1\n2023-03-26T08:00Z,2023-03-26T09:00Z,2\n';

describe('a tariff in another’s format', () => {
  it.each(['openadr', 'eebus'])('as %s bills energy as the first does, VAT in it, and says that the standing charge is gone', async (format) => {
    const { file, lost } = await run(tariff, {}, '--tariff', 'tariff-two-rates.json', '--as', format, ...over);
    // 1 kWh at 0.1234 and 2 at 0.3456, with 5 % on them: 0.85533. EEBUS times count from when it is read.
    expect(lost.map(({ part }) => part)).toContain('Standing charge');
    if (format === 'openadr') expect(await run(bill, { table: JSON.stringify(file), usage }, '--tariff', 'table', '--usage', 'usage')).toMatchObject({ currency: 'GBP', total_micro: 855_330 });
    else expect(JSON.stringify(file)).toContain('"value":{"number":12957,"scale":-5}');
  });

  it('as vse from a date up to the day before another', async () => {
    const { file } = await run(tariff, {}, '--tariff', 'tariff-two-rates.json', '--as', 'vse', '--from', '2026-01-01', '--to', '2027-01-01T00:00Z');
    expect(file).toMatchObject({ tariffs: [{ startDate: '2026-01-01', endDate: '2026-12-31', tariffType: 'electricity' }] });
  });

  it.each([['no format', ['--tariff', 'tariff-fixed.json']], ['another format', ['--tariff', 'tariff-fixed.json', '--as', 'fax', ...over]], ['no time', ['--tariff', 'tariff-fixed.json', '--as', 'vse']], ['time that runs back', ['--tariff', 'tariff-fixed.json', '--as', 'vse', '--from', '2026-01-02', '--to', '2026-01-01']]])(
    'is refused with %s', async (_name, args) => { await expect(run(tariff, {}, ...args)).rejects.toMatchObject({ id: 'wrong-use' }); });
});
