import { describe, expect, it } from 'vitest';
import { thinned } from '../../../src/pwa/thinTemplates.ts';

describe('templates without the indentation of their authors', () => {
  it('a line break in markup becomes the space that it is drawn as, also inside an expression', () => {
    expect(thinned('const a = html`<p>\n    ${one}\n    ${two ? html`<b>\n  x</b>` : nothing}\n  </p>`;')).toBe('const a = html`<p> ${one} ${two ? html`<b> x</b>` : nothing} </p>`;');
  });

  it('styles keep the spaces that mean something and lose those beside braces and semicolons', () => {
    expect(thinned('css`\n  a,\n  button {\n    margin: calc(1px + 2px) 0;\n  }\n`')).toBe('css` a, button{margin: calc(1px + 2px) 0;}`');
  });

  it('leaves other texts alone', () => {
    const text = 'const a = `one\n  two`; const b = sql`x\n  y`;';
    expect(thinned(text)).toBe(text);
  });
});
