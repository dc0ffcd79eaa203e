import type { FileToSave } from '../../state/exportPast.ts';

/** Hands a file to the browser, which asks or knows where to put it; nothing leaves the phone. */
export function saveFile({ name, type, text }: FileToSave): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // Not at once: some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
