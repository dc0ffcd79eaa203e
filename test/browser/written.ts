/** All that is written in an element, its parts' parts too. */
export function textOf(element: Element): string {
  const read = (node: Node): string => {
    if (node instanceof Text) return node.data;
    if (node instanceof HTMLStyleElement) return '';
    const inside = node instanceof Element && node.shadowRoot ? [...node.shadowRoot.childNodes] : [...node.childNodes];
    return inside.map(read).join(' ');
  };
  return read(element).replace(/\s+/g, ' ').replace(/ ([,.)])/g, '$1');
}

/** @throws Error where the element draws none. */
export function inside<E extends Element>(element: Element, selector: string): E {
  const found = element.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}
