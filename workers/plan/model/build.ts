import { at } from '#domain/plan/at.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import type { Scene } from '#domain/plan/scene.ts';
import type { Weights } from '../weights.ts';
import { addEnvelope } from './envelope.ts';
import { addGrid } from './grid.ts';
import { basePower } from './inflexible.ts';
import { addModes } from './modes.ts';
import type { Part, Site } from './part.ts';
import { addPausable } from './pausable.ts';
import { addPrecedence } from './precedence.ts';
import { addProfile } from './profile.ts';
import { Lacks, type Level } from './levels.ts';
import { ModelBuilder, type SparseModel, type Term } from './sparse.ts';
import { addStore } from './store.ts';

export interface Built {
  readonly model: SparseModel;
  readonly parts: readonly Part[];
  /** The first to be kept first. */
  readonly levels: readonly Level[];
  /** kW per slot. */
  readonly base: Float64Array;
}

/** The list of primitives: a new one is its file and a case here. @param before those of the devices that can heat a store. */
function addDevice(site: Site, { id, primitive, stored, runningSince }: PlanDevice, device: number, before: readonly Part[]): Part | undefined {
  switch (primitive.kind) {
    case 'store':
      return stored === null ? undefined : addStore(site, device, primitive, stored, broughtTo(site, id, before));
    case 'profile':
      if (primitive.pausable) return addPausable(site, device, primitive);
      return runningSince === null ? addProfile(site, device, primitive) : undefined;
    case 'envelope':
      return addEnvelope(site, device, primitive);
    case 'modes':
      return addModes(site, device, primitive);
    case 'inflexible':
      return undefined;
  }
}

/** kW of heat that others bring a store, terms a slot. */
function broughtTo({ scene: { problem } }: Site, store: string, parts: readonly Part[]): readonly (readonly Term[])[] {
  const feeding = parts.filter(({ device, heat }) => heat && at(problem.devices, device).feeds === store);
  return problem.slots.map((_, slot) => feeding.flatMap(({ heat }) => heat?.[slot] ?? []));
}

/** What must stay in the home is no more than what the home takes otherwise. @param base kW per slot. */
function keepHome({ builder }: Site, parts: readonly Part[], base: Float64Array): void {
  if (!parts.some(({ kept }) => kept)) return;
  base.forEach((load, slot) => {
    const given = parts.flatMap(({ kept }) => kept?.[slot] ?? []);
    const taken = parts.flatMap(({ power }) => at(power, slot).flatMap(({ column, value }) => (value > 0 ? [{ column, value: -value }] : [])));
    builder.row(-Infinity, Math.max(0, load), [...given, ...taken]);
  });
}

/** A problem as a linear model with whole-number choices, at the forecast. */
export function buildModel(scene: Scene, weights: Weights): Built {
  const builder = new ModelBuilder();
  const site: Site = { builder, scene, lacks: new Lacks(builder, weights) };
  const { devices } = scene.problem;
  const parts: Part[] = [];
  for (const stores of [false, true]) {
    devices.forEach((device, index) => {
      const part = (device.primitive.kind === 'store') === stores ? addDevice(site, device, index, parts) : undefined;
      if (part) parts.push(part);
    });
  }
  parts.sort((one, other) => one.device - other.device);
  addPrecedence(site, parts);
  const base = basePower(scene);
  keepHome(site, parts, base);
  addGrid(site, base, parts);
  const levels = site.lacks.levels();
  return { model: builder.build(), parts, levels, base };
}
