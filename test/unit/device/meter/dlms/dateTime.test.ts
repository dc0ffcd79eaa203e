import { describe, expect, it } from 'vitest';
import { readDateTime } from '../../../../../device/driver/meter/dlms/dateTime.ts';

const read = (hex: string, zone = 'Europe/Oslo'): string | null => {
  const at = readDateTime(Buffer.from(hex.replaceAll(' ', ''), 'hex'), zone);
  return at === null ? null : new Date(at).toISOString();
};

describe('a COSEM date-time', () => {
  it('with a deviation is that many minutes from UTC', () => {
    expect(read('07ea 03 01 07 0c 00 05 ff ffc4 00')).toBe('2026-03-01T11:00:05.000Z');
    expect(read('07ea 07 01 03 0c 00 05 ff ff88 80')).toBe('2026-07-01T10:00:05.000Z');
    expect(read('07ea 07 01 03 0c 00 05 ff 0000 00')).toBe('2026-07-01T12:00:05.000Z');
  });

  it('without one is the zone’s, and its status tells the two hours of October apart', () => {
    expect(read('07ea 07 01 03 0c 00 05 ff 8000 ff')).toBe('2026-07-01T10:00:05.000Z');
    expect(read('07ea 0a 19 07 02 1e 00 ff 8000 80')).toBe('2026-10-25T00:30:00.000Z');
    expect(read('07ea 0a 19 07 02 1e 00 ff 8000 00')).toBe('2026-10-25T01:30:00.000Z');
  });

  it('is unknown where the clock says so, a part is open, or no calendar has it', () => {
    expect(read('07d0 01 01 06 16 21 00 ff 8000 01')).toBeNull();
    expect(read('07ea ff ff ff 0c 00 05 ff 8000 00')).toBeNull();
    expect(read('07ea 02 1e 07 0c 00 05 ff 8000 00')).toBeNull();
    expect(read('07ea 03 01 07 18 00 05 ff 8000 00')).toBeNull();
    expect(read('07ea 03 01 07 0c 00 05 ff 7fff 00')).toBeNull();
    expect(read('07ea 03 01')).toBeNull();
  });
});
