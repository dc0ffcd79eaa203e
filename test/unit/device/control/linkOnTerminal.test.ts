import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { linkOnTerminal } from '../../../../device/control/linkOnTerminal.ts';

const LINK = 'https://tidewatt.local:8080/#link=0123456789abcdefghijkl';
const wide = { isTTY: true, columns: 80 };

/** Dark modules as a camera sees them: a letter is two of them, its drawn half light. */
function modules(text: string): boolean[][] {
  const lines = text.replace(/\u001b\[[0-9;]*m/g, '').trimEnd().split('\n');
  return lines.flatMap((line) => [[...line].map((letter) => letter === ' ' || letter === '▄'), [...line].map((letter) => letter === ' ' || letter === '▀')]);
}

/** Seven by seven dark, a light ring within, three by three dark in the middle (ISO/IEC 18004, 6.3.3). */
const FINDER = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
const corner = (all: boolean[][], row: number, column: number): string[] => all.slice(row, row + 7).map((line) => line.slice(column, column + 7).map((dark) => (dark ? '#' : '.')).join(''));

describe('the one-time link on the terminal of a first start', () => {
  const shown = modules(linkOnTerminal(LINK, wide) ?? '');
  const size = shown[0]?.length ?? 0;

  it('is a symbol with its three finders, and four light modules all round', () => {
    expect([corner(shown, 4, 4), corner(shown, 4, size - 11), corner(shown, size - 11, 4)]).toEqual([FINDER, FINDER, FINDER]);
    expect(shown.slice(0, 4).flat().some((dark) => dark)).toBe(false);
    expect(shown.slice(0, size).every((line) => line.slice(0, 4).every((dark) => !dark) && line.slice(-4).every((dark) => !dark))).toBe(true);
  });

  it('says exactly this link', () => {
    expect(shown.slice(0, size)).toEqual(encode(LINK, { ecc: 'M', border: 4 }).data);
    expect(shown.slice(0, size)).not.toEqual(encode(LINK.replace('l', 'm'), { ecc: 'M', border: 4 }).data);
  });

  it.each([
    ['into a pipe or a log', LINK, { isTTY: false, columns: 80 }],
    ['on a terminal that is too narrow', LINK, { isTTY: true, columns: 40 }],
    ['for an address that no phone reaches', 'http://127.0.0.1:8080/#link=0123456789abcdefghijkl', wide],
    ['for a gateway that was paired already', 'https://tidewatt.local:8080/', wide],
  ])('is not drawn %s', (_name, address, screen) => expect(linkOnTerminal(address, screen)).toBeNull());
});
