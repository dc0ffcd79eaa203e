import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { minimumPower, type ControllableUnit } from '#domain/limit/enwg14a.ts';
import { watts } from '#domain/units/power.ts';
import { sharedFiles } from './shared.ts';

const found = sharedFiles('standards/eebus-spine/derived');
if (found.folder === null) console.log(found.reason);

const table = v.object({ rows: v.pipe(v.array(v.object({ n: v.number(), gzf: v.nullable(v.number()), pMin14aW: v.number() })), v.minLength(12)) });
const charger: ControllableUnit = { kind: 'charger', power: watts(11_000) };

describe.skipIf(found.folder === null)('§14a EnWG, the table of least powers', () => {
  it('*shared* holds for one to twelve devices, row by row, and each row by its own factor', () => {
    const { rows } = v.parse(table, JSON.parse(readFileSync(join(found.folder ?? '', 'enwg-14a-minimum-power.json'), 'utf8')));
    for (const { n, gzf, pMin14aW } of rows) {
      expect(minimumPower(Array.from({ length: n }, () => charger)), `${n} devices`).toBe(pMin14aW);
      expect(Math.round(4_200 + (n - 1) * (gzf ?? 0) * 4_200), `factor of ${n}`).toBe(pMin14aW);
    }
  });
});
