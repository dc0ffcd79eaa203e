/** An element of a document without mixed content: children or text. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

const TOKEN = /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;

/**
 * Reads the small part of XML that market documents are written in: elements, attributes (not kept), text, comments. No
 * document type, no entities, no CDATA: a document with one of them is not read. @returns its root, or null.
 */
export function parseXml(text: string): XmlElement | null {
  const document = text.replace(/^\uFEFF/, '');
  const open: Open[] = [{ name: '', children: [], text: '' }];
  let read = 0;
  for (const [token, closing, name, , empty, words] of document.matchAll(TOKEN)) {
    read += token.length;
    const top = open.at(-1);
    if (!top || (words?.includes('&') ?? false)) return null;
    if (words !== undefined) top.text += words;
    else if (name !== undefined && closing === '/') {
      const parent = open.at(-2);
      if (top.name !== name || !parent) return null;
      parent.children.push({ ...top, text: top.text.trim() });
      open.pop();
    } else if (name !== undefined && empty === '/') top.children.push({ name, children: [], text: '' });
    else if (name !== undefined) open.push({ name, children: [], text: '' });
  }
  const [root] = open;
  if (read !== document.length || open.length !== 1 || root?.children.length !== 1 || root.text.trim() !== '') return null;
  return root.children[0] ?? null;
}

export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] => element.children.filter((child) => child.name === name);

/** The text of the only child of that name; null where there is none, or several. */
export function textAt(element: XmlElement, name: string): string | null {
  const [only, ...more] = childrenOf(element, name);
  return only === undefined || more.length > 0 ? null : only.text;
}
