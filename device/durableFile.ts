import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Puts a file in the place of another, readable by this user only; on the disk when it returns. @throws the file system's error; the former file stands. */
export function replaceDurably(file: string, text: string): void {
  const unfinished = `${file}.unfinished`;
  writeDurably(unfinished, text);
  renameSync(unfinished, file);
  syncFolder(dirname(file));
}

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The rename itself is on the disk only when the folder is. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
