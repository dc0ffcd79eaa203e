import type { Interval } from '../time/instant.ts';
import type { Vat } from '../tariff/tariff.ts';
import type { ExactEnergy, ExactMoney } from '../units/money.ts';
import type { Account, AccountRegister } from './account.ts';
import type { ChargedDemand } from './capacity.ts';
import type { AccountLine } from './charged.ts';
import { NO_MEMORY } from './memory.ts';

/** Accounts that follow each other as one. @param vat of the tariffs; a line whose rate is that of the tariff says so again. */
export function mergeAccounts(accounts: readonly Account[], period: Interval, vat: Vat | null): Account {
  const sum = (pick: (one: Account) => bigint): ExactEnergy => accounts.reduce((total, one) => total + pick(one), 0n) as ExactEnergy;
  return {
    period,
    lines: mergeLines(accounts.flatMap(({ lines }) => lines), vat),
    registers: mergeRegisters(accounts.flatMap(({ registers }) => registers), vat),
    importEnergy: sum(({ importEnergy }) => importEnergy),
    exportEnergy: sum(({ exportEnergy }) => exportEnergy),
    unpriced: sum(({ unpriced }) => unpriced),
    estimated: sum(({ estimated }) => estimated),
    gaps: joined(accounts.flatMap(({ gaps }) => gaps)),
    demands: mergeDemands(accounts.flatMap(({ demands }) => demands)),
    memory: accounts.at(-1)?.memory ?? NO_MEMORY,
  };
}

function mergeLines(lines: readonly AccountLine[], vat: Vat | null): readonly AccountLine[] {
  const merged = new Map<string, AccountLine>();
  for (const line of lines) {
    const vatRate = line.vatRate === (vat?.rate ?? null) ? null : line.vatRate;
    const key = `${line.kind} ${vatRate} ${line.name}`;
    merged.set(key, { ...line, vatRate, money: ((merged.get(key)?.money ?? 0n) + line.money) as ExactMoney });
  }
  return [...merged.values()];
}

function mergeRegisters(registers: readonly AccountRegister[], vat: Vat | null): readonly AccountRegister[] {
  const merged = new Map<string, AccountRegister>();
  for (const register of registers) {
    const key = JSON.stringify([register.direction, register.scope, register.rate]);
    const before = merged.get(key);
    merged.set(key, {
      ...register,
      energy: ((before?.energy ?? 0n) + register.energy) as ExactEnergy,
      money: ((before?.money ?? 0n) + register.money) as ExactMoney,
      charged: mergeLines([...(before?.charged ?? []), ...register.charged], vat),
    });
  }
  return [...merged.values()].sort((a, b) => (a.direction === b.direction ? 0 : a.direction === 'import' ? -1 : 1));
}

/** A gap over the border of two accounts is one. */
function joined(gaps: readonly Interval[]): readonly Interval[] {
  const all: Interval[] = [];
  for (const gap of gaps) {
    const last = all.at(-1);
    if (last?.end === gap.start) all[all.length - 1] = { start: last.start, end: gap.end };
    else all.push(gap);
  }
  return all;
}

/** A month cut in pieces has one demand. */
const mergeDemands = (demands: readonly ChargedDemand[]): readonly ChargedDemand[] => [...new Map(demands.map((demand) => [`${demand.month} ${demand.rate} ${demand.name}`, demand])).values()];
