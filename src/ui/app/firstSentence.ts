/** The first heading in an element and in the shadows below it, in reading order. */
function firstHeading(inside: ParentNode): Element | null {
  for (const child of inside.children) {
    if (child.localName === 'h1') return child;
    const found = (child.shadowRoot && firstHeading(child.shadowRoot)) ?? firstHeading(child);
    if (found) return found;
  }
  return null;
}

/** What the screen says first: one sentence that would suffice read aloud (U11); empty as long as there is none. */
export const firstSentence = (page: ParentNode): string => firstHeading(page)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
