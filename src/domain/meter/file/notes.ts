/** What could not be used as it stood, counted, with the first of it. */
export interface Noted {
  readonly count: number;
  /** Line of the file from 1 (the entry, where it has no lines), and what stands there. */
  readonly first: { readonly line: number; readonly text: string } | null;
}

const SHOWN = 60;

/** `time`: no time that exists; `energy`: no number; `again`: time already told; `back`, `leap`: a register that ran so; `late`: not yet come; `coarse`: over more than a day. */
export const SORTS = ['time', 'energy', 'empty', 'again', 'back', 'leap', 'late', 'coarse', 'cut'] as const;
export type NoteSort = (typeof SORTS)[number];
export type FileNotes = Readonly<Record<NoteSort, Noted>>;

export class NoteBook {
  private readonly counts = new Map<NoteSort, { count: number; readonly first: { readonly line: number; readonly text: string } }>();

  add(sort: NoteSort, line: number, text: string): void {
    const known = this.counts.get(sort);
    if (known) known.count += 1;
    else this.counts.set(sort, { count: 1, first: { line, text: text.slice(0, SHOWN) } });
  }

  read(sort: NoteSort): Noted {
    return this.counts.get(sort) ?? { count: 0, first: null };
  }

  all(): FileNotes {
    return Object.fromEntries(SORTS.map((sort) => [sort, this.read(sort)])) as Record<NoteSort, Noted>;
  }
}
