import { describe, expect, it } from 'vitest';
import { readLink } from '../../../src/ui/setup/linkTyped.ts';

const base = new URL('https://tidewatt.local/');
const CODE = '0123456789abcdefghij_-';

describe('the link that a person types', () => {
  it('is good as a bare code of the gateway that serves the page', () => expect(readLink(` ${CODE}\n`, base)).toEqual({ kind: 'here', hash: `#link=${CODE}` }));
  it('is good as the whole link', () => expect(readLink(`https://tidewatt.local/#link=${CODE}`, base)).toEqual({ kind: 'here', hash: `#link=${CODE}` }));
  it('of another gateway leads to its own page', () => expect(readLink(`http://192.168.1.9:8080/#link=${CODE}`, base)).toEqual({ kind: 'elsewhere', url: `http://192.168.1.9:8080/#link=${CODE}` }));
  it.each(['', 'tidewatt.local', 'https://tidewatt.local/', 'https://tidewatt.local/#link=short', `javascript:alert(1)#link=${CODE}`, `data:text/html,x#link=${CODE}`])('is refused as %j', (text) => expect(readLink(text, base)).toEqual({ kind: 'wrong' }));
});
