import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Terminal } from '../../../../device/cli/command.ts';
import { decode } from '../../../../device/cli/decode.ts';
import { AIDON_LIST_2, DEFINED, inBlocks, inHdlc } from '../../../fixtures/dlms/pushes.ts';
import { bytesOf, DSMR3, DSMR4, DSMR5 } from '../../../fixtures/p1/telegrams.ts';
import { KEY, SEALED } from '../../../fixtures/p1/variants.ts';
import { HISTORIC, STANDARD } from '../../../fixtures/tic/frames.ts';

interface Answer {
  readonly code: number | undefined;
  readonly lines: readonly unknown[];
  readonly written: string;
  readonly error: unknown;
}

async function answerTo(args: readonly string[], capture: string): Promise<Answer> {
  const lines: unknown[] = [];
  let written = '';
  const terminal: Terminal = {
    json: false,
    read: () => Promise.resolve(bytesOf(capture)),
    print: (line) => void lines.push(JSON.parse(JSON.stringify(line))),
    write: (text) => void (written += Buffer.from(text).toString('latin1')),
    note: () => undefined,
  };
  try {
    return { code: await decode.run(args, terminal), lines, written, error: null };
  } catch (error) {
    return { code: undefined, lines, written, error };
  }
}
const P1 = ['--format', 'p1', 'FILE'];
const summaryOf = async (capture: string): Promise<unknown> => ((await answerTo(P1, capture)).lines.at(-1) as { summary: unknown }).summary;

/** Of formats that no text file holds the page shows the bytes in hexadecimal digits. */
const BINARY = ['sml', 'dlms', 'tic'];

/** Each format's capture on the page, and the answer that follows it there. */
function examples(): readonly (readonly [format: string, capture: string, answer: readonly string[]])[] {
  const page = readFileSync(new URL('../../../../docs/formats/decode.md', import.meta.url), 'utf8');
  return [...page.matchAll(/^```([a-z]\w+)\n([^`]*)```\n(?:(?!^```)[^])*^```json\n([^`]*)```/gm)].map(([, format = '', capture = '', answer = '']) => [
    format,
    BINARY.includes(format) ? Buffer.from(capture.replaceAll(/\s/g, ''), 'hex').toString('latin1') : capture.replaceAll('\n', '\r\n'),
    answer.trim().split('\n'),
  ]);
}

describe('decode', () => {
  it.each(examples())('answers the example of %s as its page says', async (format, capture, answer) => {
    const { code, lines } = await answerTo(['--format', format, 'FILE'], capture);
    expect(code).toBe(0);
    expect(lines).toEqual(answer.map((line) => JSON.parse(line) as unknown));
  });

  it('counts good, unchecked and bad telegrams apart, and what no telegram has', async () => {
    const capture = `${DSMR5.slice(600)}${DSMR5}${DSMR3}${DSMR4.replace('0.733', '0.734')}noise${DSMR4}${DSMR4.slice(0, 100)}`;
    expect(await summaryOf(capture)).toEqual({ frames_ok: 2, frames_unchecked: 1, frames_bad: 1, reasons: { crc: 1 }, bytes_skipped: 879 - 600 + 5 + 100, lines_skipped: 0 });
  });

  it('tells nothing of a telegram whose check is wrong, and exits 3 when there is no other', async () => {
    const { lines, error } = await answerTo(P1, DSMR5.replace('!0BA2', '!0BA3'));
    expect(lines).toEqual([{ summary: { frames_ok: 0, frames_unchecked: 0, frames_bad: 1, reasons: { crc: 1 }, bytes_skipped: 0, lines_skipped: 0 } }]);
    expect(error).toMatchObject({ id: 'nothing-valid', kind: 'nothing-valid' });
  });

  it('never leaves a field out', async () => {
    const { lines } = await answerTo(P1, DSMR3);
    for (const line of lines.slice(0, -1)) expect(Object.keys(line as object)).toEqual(['time', 'obis', 'name', 'value', 'unit', 'phase', 'quality']);
    expect(lines).toContainEqual({ time: '2010-03-18T10:00:00Z', obis: '0-1:24.3.0', name: 'Reading, channel 1', value: 123.456, unit: 'm3', phase: null, quality: 'measured' });
  });

  it.each([
    [['FILE'], 'wrong-use'],
    [['--format', 'p2', 'FILE'], 'wrong-use'],
    [['--format', 'p1'], 'wrong-use'],
    [['--format', 'p1', 'A', 'B'], 'wrong-use'],
    [['--format', 'p1', '--zone', 'Mars', 'FILE'], 'wrong-use'],
    [['--format', 'p1', '--frobnicate', 'FILE'], 'wrong-use'],
  ] as const)('%j is wrong use, with what to do', async (args, id) =>
    expect((await answerTo(args, DSMR5)).error).toMatchObject({ id, kind: 'unusable', remedy: expect.stringMatching(/./) }),
  );
});

describe('decode --redact', () => {
  const redacted = async (capture: string): Promise<string> => (await answerTo(['--redact', ...P1], capture)).written;

  it('masks the serial numbers and makes the check right again', async () => {
    const written = await redacted(DSMR5);
    expect(written).toContain('0-0:96.1.1(0000000000000000000000000000000000)\r\n');
    expect(written).toContain('0-1:96.1.0(0000000000000000000000000000)\r\n');
    expect(written).toContain('1-0:1.8.1(004513.207*kWh)');
    expect(written.startsWith('/TWT5\\Tide-Meter-5\r\n')).toBe(true);
    expect(await summaryOf(written)).toMatchObject({ frames_ok: 1, frames_bad: 0 });
  });

  it('masks them where the capture cuts them, and where noise took their name', async () => {
    const written = await redacted(`${DSMR5.slice(DSMR5.indexOf('3334353637'))}${DSMR5.replace('96.1.1', '96.#.1')}${DSMR5}${DSMR5.slice(0, DSMR5.indexOf('383930'))}`);
    expect(written).not.toMatch(/33343536|4530303031|47303031/);
  });

  it('masks a long number in the identification, and keeps the type', async () => {
    expect(await redacted(DSMR5.replace('Tide-Meter-5', 'Tide123456789'))).toMatch(/^\/TWT5\\Tide000000000\r\n/);
  });

  it('leaves a wrong check wrong by the same bits', async () => {
    const [right, wrong] = await Promise.all([redacted(DSMR5), redacted(DSMR5.replace('!0BA2', '!0BA3'))]);
    const check = (text: string): number => Number.parseInt(/!(\w+)/.exec(text)?.[1] ?? '', 16);
    expect(check(right) ^ check(wrong)).toBe(1);
    expect(await summaryOf(wrong)).toMatchObject({ frames_ok: 0, reasons: { crc: 1 } });
  });

  it('keeps the version of a Belgian meter', async () =>
    expect(await redacted('/FLU5\\1\r\n\r\n0-0:96.1.4(50217)\r\n0-0:96.1.2(353431343430303030303030303030303030)\r\n!\r\n')).toMatch(/96\.1\.4\(50217\)\r\n0-0:96\.1\.2\(0{36}\)/));
});

describe('decode of an encrypted capture', () => {
  /** What it answers and notes, with the files `capture` and `meter.key`. */
  async function opened(...args: readonly string[]): Promise<{ readonly ok: number; readonly notes: string; readonly error: unknown }> {
    let [ok, notes] = [0, ''];
    const files: Readonly<Record<string, Uint8Array>> = { capture: SEALED, 'meter.key': Buffer.from(`${KEY}\n`) };
    const terminal: Terminal = {
      json: false,
      read: (file) => (files[file] ? Promise.resolve(files[file]) : Promise.reject(new Error(`no ${file}`))),
      print: (line) => void (ok = (line as { summary?: { frames_ok: number } }).summary?.frames_ok ?? ok),
      write: () => undefined,
      note: (text) => void (notes += text),
    };
    const error: unknown = await decode.run(['--format', 'p1', ...args, 'capture'], terminal).then(() => null, (caught: unknown) => caught);
    return { ok, notes, error };
  }
  afterEach(() => vi.unstubAllEnvs());

  it('takes the key from a file, or from the environment, and says nothing of it', async () => {
    const unseen = 'Format p1, as this meter speaks it (p1-elsewhere), is built from the specification, never seen: please compare its values with the meter’s own.';
    expect(await opened('--key', 'meter.key')).toEqual({ ok: 1, notes: unseen, error: null });
    vi.stubEnv('TIDEWATT_METER_KEY', KEY);
    expect(await opened()).toEqual({ ok: 1, notes: unseen, error: null });
  });

  it('takes digits too, and says who can read them', async () => {
    expect(await opened('--key', KEY)).toMatchObject({ ok: 1, notes: expect.stringMatching(/list of processes.*TIDEWATT_METER_KEY/) });
  });

  it('does not repeat digits that are no key, and takes them for no file', async () => {
    const { error } = await opened('--key', KEY.slice(1));
    expect(error).toMatchObject({ id: 'meter-key', message: expect.not.stringContaining(KEY.slice(1)) });
  });

  it('without one says what it needs', async () => expect((await opened()).error).toMatchObject({ id: 'nothing-valid' }));
});

describe('decode of a kind that no capture was read of', () => {
  async function notesOf(format: string, capture: Uint8Array): Promise<{ readonly notes: string; readonly error: unknown }> {
    let notes = '';
    const terminal: Terminal = { json: false, read: () => Promise.resolve(capture), print: () => undefined, write: () => undefined, note: (text) => void (notes += text) };
    const error: unknown = await decode.run(['--format', format, 'capture'], terminal).then(() => null, (caught: unknown) => caught);
    return { notes, error };
  }

  it('says so by what the capture holds, where its format alone does not tell', async () => {
    expect((await notesOf('tic', bytesOf(HISTORIC))).notes).toContain('tic-historic), is built from the specification, never seen');
    expect((await notesOf('tic', bytesOf(STANDARD))).notes).toBe('');
    expect((await notesOf('dlms', Buffer.concat(inBlocks(DEFINED, 40).map(inHdlc)))).notes).toContain('dlms-secured), is built from');
    expect((await notesOf('dlms', inHdlc(AIDON_LIST_2))).notes).toBe('');
  });

  it('of telegrams that tell nothing there is nothing to decode', async () => {
    expect(await notesOf('p1', bytesOf('/A\r\n\r\n!\r\n'.repeat(55)))).toMatchObject({ error: { id: 'nothing-valid' } });
  });
});
