import { notHeldBy } from '#domain/tariff/combine.ts';
import type { Given } from '#domain/tariff/sources.ts';
import type { Tariff, TariffPart } from '#domain/tariff/tariff.ts';
import type { Cover } from '../../source/priceSource.ts';
import type { Ground } from './fetched.ts';

/** What one source says at an instant. */
export interface Layer {
  readonly gives: Given;
  readonly cover: Cover;
  readonly said: Tariff;
}

/** The home's tariff with what its sources say in it: nothing that a source's price holds already is added again. */
export function layered(ground: Ground, layers: readonly Layer[]): Tariff {
  let { example } = ground;
  let { tariff } = ground;
  for (const layer of layers) {
    tariff = example && layer.gives === 'import' ? withIncentives(layer.said, tariff) : over(tariff, layer);
    example &&= layer.gives !== 'import';
  }
  return tariff;
}

/** Incentives are nobody's price: they stay where the example goes. */
const withIncentives = (said: Tariff, { parts }: Tariff): Tariff => ({ ...said, parts: [...said.parts, ...parts.filter(({ per }) => per === 'none')] });

function over(tariff: Tariff, layer: Layer): Tariff {
  if (layer.gives === 'gas') return tariff;
  const kept = tariff.parts.filter((part) => !isReplaced(part, layer));
  const added = notHeldBy(kept, layer.said.parts);
  const parts = [...added, ...kept];
  // What is bought gives the tariff its name.
  return layer.gives === 'import' ? { ...tariff, name: layer.said.name, source: layer.said.source, parts } : { ...tariff, parts: lastFirst(parts, added.length) };
}

/** The first part of kind `energy` names the registers: what is added beside it goes last. */
const lastFirst = (parts: readonly TariffPart[], count: number): readonly TariffPart[] => [...parts.slice(count), ...parts.slice(0, count)];

function isReplaced(part: TariffPart, { gives, cover, said }: Layer): boolean {
  if (cover === 'table') return part.per !== 'none' && said.parts.some(({ kind }) => kind === part.kind);
  if (gives === 'carbon') return part.kind === 'co2';
  if (part.kind === 'standing') return said.parts.some(({ kind }) => kind === 'standing');
  const same = part.per === 'kWh' && part.scope.kind === 'connection' && part.direction === gives;
  return same && (cover === 'total' || part.kind === 'energy' || part.kind === 'export');
}
