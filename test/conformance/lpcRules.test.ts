import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFiles } from './shared.ts';

const shared = sharedFiles('standards/eebus-spine/derived');
const TESTS = new URL('..', import.meta.url).pathname;

/** Rules of the energy guard, or of what a control box is told over SPINE and its bridge answers. */
const NOT_OURS: Readonly<Record<string, string>> = {
  'LPC-TS-034': 'which nominal maximum is reported (contractual, of an EMS): SPINE data of the bridge, which this home does not speak',
};

/** Rules that the vectors do not list: heartbeat and its loss, duties of the energy guard that a home depends on, values and their bounds. */
const BESIDES = ['LPC-001', 'LPC-022', 'LPC-031', 'LPC-913', 'LPC-916', 'LPC-TS-012', 'LPC-TS-017'];

/** Rule ids as a test names them: 901 is LPC-901, TS-018 is LPC-TS-018. */
function rulesIn(text: string): readonly string[] {
  const { transitions, writeRules } = JSON.parse(text) as { readonly transitions: readonly { readonly rules: readonly string[] }[]; readonly writeRules: readonly string[] };
  const written = writeRules.flatMap((rule) => rule.match(/TS-\d{3}/g) ?? []);
  return [...new Set([...transitions.flatMap(({ rules }) => rules), ...written])].map((rule) => `LPC-${rule}`);
}

/** Everything that stands in the titles of tests. */
function titles(): string {
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((file) => /^(unit|scenario)\/.*\.test\.ts$/.test(file));
  return files.flatMap((file) => readFileSync(join(TESTS, file), 'utf8').match(/\b(?:it|describe)\b[^\n]*|^\s*\['[^\n]*/gm) ?? []).join('\n');
}

describe('C-10 rules of LPC and LPP', () => {
  it.skipIf(shared.folder === null)(`each has a test of its name, or a reason (${shared.folder === null ? shared.reason : 'shared vectors'})`, () => {
    if (shared.folder === null) return;
    const named = titles();
    const listed = rulesIn(readFileSync(join(shared.folder, 'lpc-lpp-state-machine.json'), 'utf8'));
    expect(listed).toHaveLength(40);
    const rules = [...listed, ...BESIDES];
    expect(rules.filter((rule) => !named.includes(rule) && !(rule in NOT_OURS))).toEqual([]);
    expect(Object.keys(NOT_OURS).filter((rule) => named.includes(rule))).toEqual([]);
  });
});
