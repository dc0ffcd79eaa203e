import { readFileSync } from 'node:fs';

/** Linux names each boot of the machine; it is another one after every loss of the gateway's own supply. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** The machine's boot; null where it cannot be told. @param file only a test gives another. */
export function machineBoot(file = BOOT_ID): string | null {
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch {
    // Not Linux: nothing tells a boot apart, so schedules are not dropped.
    return null;
  }
}
