import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

/** Machado, Oliveira, Fernandes: A physiologically-based model for simulation of color vision deficiency (2009), severity 1.0. */
const VISIONS: Readonly<Record<string, Matrix>> = {
  usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

const tokens = readFileSync(new URL('../../../src/ui/style/tokens.css', import.meta.url), 'utf8');
const plain = tokens.slice(0, tokens.indexOf('[data-contrast'));

function token(name: string, scheme: 'light' | 'dark'): Rgb {
  const [, light = '', dark = ''] = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(plain) ?? [];
  const hex = scheme === 'light' ? light : dark;
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255) as unknown as Rgb;
}

const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const times = (matrix: Matrix, [r, g, b]: Rgb): Rgb => matrix.map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b))) as unknown as Rgb;
const seen = (colour: Rgb, vision: Matrix): Rgb => times(vision, colour.map(linear) as unknown as Rgb);

/** CIELAB of linear sRGB under D65. */
function lab(colour: Rgb): Rgb {
  const [x, y, z] = times([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], colour);
  const f = (t: number): number => (t > 216 / 24_389 ? Math.cbrt(t) : (t * 24_389) / 27 / 116 + 16 / 116);
  const [fx, fy, fz] = [f(x / 0.9505), f(y), f(z / 1.089)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}
const distance = (one: Rgb, other: Rgb): number => Math.hypot(...one.map((value, n) => value - (other[n] ?? 0)));

/** Two patches side by side are told apart with ease from about ten on (CIE76). */
const TOLD_APART = 12;

/** WCAG 2.2, relative luminance. */
const luminance = (colour: Rgb): number => times([[0.2126, 0.7152, 0.0722], [0, 0, 0], [0, 0, 0]], colour.map(linear) as unknown as Rgb)[0];
function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('U54 what is drawn', () => {
  for (const scheme of ['light', 'dark'] as const) {
    it.each(['cheap', 'middle', 'dear', 'accent', 'edge', 'ink'])(`has a contrast of 3 on paper and on a card, ${scheme}: %s`, (name) => {
      for (const ground of ['paper', 'card']) expect(contrast(token(name, scheme), token(ground, scheme))).toBeGreaterThanOrEqual(3);
    });
    it.each(['ink', 'quiet', 'accent'])(`has a contrast of 4.5 where it is text, ${scheme}: %s`, (name) => {
      for (const ground of ['paper', 'card', 'alert']) expect(contrast(token(name, scheme), token(ground, scheme))).toBeGreaterThanOrEqual(4.5);
    });
  }
});

describe('U55 cheap, middle and dear', () => {
  for (const scheme of ['light', 'dark'] as const) {
    it.each(Object.keys(VISIONS))(`are told apart with ${'%s'} vision, ${scheme}`, (name) => {
      const vision = VISIONS[name];
      if (!vision) throw new Error('no such vision');
      const levels = ['cheap', 'middle', 'dear'].map((level) => lab(seen(token(level, scheme), vision)));
      for (const [n, one] of levels.entries()) for (const other of levels.slice(n + 1)) expect(distance(one, other)).toBeGreaterThan(TOLD_APART);
    });
  }

  it('is a test that red and green of one lightness would fail', () => {
    const green: Rgb = [0.35, 0.55, 0.2];
    const red: Rgb = [0.66, 0.44, 0.2];
    const vision = VISIONS['deuteranopia'];
    if (!vision) throw new Error('no such vision');
    expect(distance(lab(seen(green, vision)), lab(seen(red, vision)))).toBeLessThan(TOLD_APART);
  });
});
