import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonFinder, LONGEST_MESSAGE, type JsonFound } from '../../../../device/driver/meter/json/finder.ts';

function found(text: string, cuts: readonly number[] = []): { readonly found: readonly JsonFound[]; readonly skipped: number } {
  const [finder, bytes] = [new JsonFinder(), Buffer.from(text)];
  const at = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  const pieces = at.slice(1).flatMap((end, index) => finder.push(bytes.subarray(at[index], end)));
  return { found: [...pieces, ...finder.end()], skipped: finder.skipped };
}
const message = (topic: string | null, text: string): JsonFound => ({ kind: 'message', topic, text });

describe('messages in lines', () => {
  it('have a topic before them or none, and a body of one line or several', () =>
    expect(found('a/b\t{"x":1}\nc/d {"y":"}"}\r\n{\n  "z": [1,\n 2]\n}\n[{"q":1}]\na/p 12.5\n')).toEqual({
      found: [message('a/b', '{"x":1}'), message('c/d', '{"y":"}"}'), message(null, '{\n  "z": [1,\n 2]\n}'), message(null, '[{"q":1}]'), message('a/p', '12.5')],
      skipped: 0,
    }));

  it('are the same in pieces of any size', () => {
    const text = 'noise\n{"a":"\\"}{"}\nt/ö {"ü":[{}]}\n{\n "b": 1\n}\nt/x {"open":\n{"c":2}\n';
    fc.assert(fc.property(fc.array(fc.nat(Buffer.byteLength(text)), { maxLength: 12 }), (cuts) => {
      expect(found(text, cuts)).toEqual(found(text));
    }));
  });

  it('are given up when the next one begins, and counted; the end of a recording only skips', () => {
    expect(found('a/b {"x":\na/b {"x":2}\na/b {"x"')).toEqual({ found: [{ kind: 'bad', reason: 'cut' }, message('a/b', '{"x":2}')], skipped: 8 });
    expect(found('"x":1}\n  }\n{"y":1} tail\n')).toEqual({ found: [message(null, '{"y":1}')], skipped: 7 + 4 + 4 });
  });

  it('cost no more than their length, whatever stands in them', () => {
    const started = process.cpuUsage();
    for (const line of ['/'.repeat(60_000), `${'a/'.repeat(30_000)} `, ' '.repeat(60_000), '"'.repeat(60_000), `${'a'.repeat(60_000)}{`]) found(`${line}\n`);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1_000).toBeLessThan(300);
  });

  it('are not kept when they never end, and the next is found', () => {
    const long = 'x'.repeat(LONGEST_MESSAGE + 1);
    expect(found(`{"a":"${long}"}\n{"b":1}\n`).found).toEqual([{ kind: 'bad', reason: 'too-long' }, message(null, '{"b":1}')]);
    expect(found(`{\n${' "a":\n'.repeat(LONGEST_MESSAGE / 4)}\n{"b":1}\n`).found).toEqual([{ kind: 'bad', reason: 'too-long' }, message(null, '{"b":1}')]);
  });
});
