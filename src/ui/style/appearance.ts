/** What a person chose of the looks; the browser's own wishes count beside it. */
export interface Looks {
  readonly theme: 'system' | 'light' | 'dark';
  readonly contrast: boolean;
  /** Percent of the browser's text size. */
  readonly textSize: number;
  readonly still: boolean;
  readonly simple: boolean;
}

/** Simple mode is read from further away. */
const SIMPLE = 125;

/** Puts the looks on an element, whose tokens (tokens.css) everything inside it uses. @param wantsContrast the browser asks for more contrast. */
export function applyLooks(element: HTMLElement, { theme, contrast, textSize, still, simple }: Looks, wantsContrast: boolean): void {
  const { dataset, style } = element;
  dataset['theme'] = theme;
  dataset['contrast'] = contrast || wantsContrast ? 'more' : 'usual';
  dataset['motion'] = still ? 'none' : 'some';
  style.fontSize = `${simple ? Math.max(SIMPLE, textSize) : textSize}%`;
}

/** @param changed called whenever the browser's wish for contrast changes. @returns what it wishes now. */
export function watchContrast(changed: () => void): () => boolean {
  const query = matchMedia('(prefers-contrast: more)');
  query.addEventListener('change', changed);
  return () => query.matches;
}
