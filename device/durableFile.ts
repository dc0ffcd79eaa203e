import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Puts a file in the place of another, readable by this user only; on the disk when it returns. @throws the file system's error; the former file stands. */
export function replaceDurably(file: string, content: string | Uint8Array): void {
  const unfinished = `${file}.unfinished`;
  writeDurably(unfinished, content);
  renameDurably(unfinished, file);
}

/** A whole file gets its name; both are on the disk when it returns. @throws the file system's error. */
export function renameDurably(from: string, to: string): void {
  sync(from);
  renameSync(from, to);
  sync(dirname(to));
}

function writeDurably(file: string, content: string | Uint8Array): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    writeFileSync(handle, content);
  } finally {
    closeSync(handle);
  }
}

/** Of a file its content; of a folder the names in it: a rename is on the disk only when its folder is. */
function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
