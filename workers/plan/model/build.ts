import type { PlanDevice } from '#domain/plan/problem.ts';
import type { Scene } from '#domain/plan/scene.ts';
import type { Weights } from '../weights.ts';
import { addEnvelope } from './envelope.ts';
import { addGrid } from './grid.ts';
import { basePower } from './inflexible.ts';
import { addModes } from './modes.ts';
import type { Part, Site } from './part.ts';
import { addProfile } from './profile.ts';
import { ModelBuilder, type SparseModel } from './sparse.ts';
import { addStore } from './store.ts';

export interface Built {
  readonly model: SparseModel;
  readonly parts: readonly Part[];
  /** kW per slot. */
  readonly base: Float64Array;
}

/** The list of primitives: a new one is its file and a case here. */
function addDevice(site: Site, { primitive, stored, runningSince }: PlanDevice, device: number): Part | undefined {
  switch (primitive.kind) {
    case 'store':
      return stored === null ? undefined : addStore(site, device, primitive, stored);
    case 'profile':
      return runningSince === null ? addProfile(site, device, primitive) : undefined;
    case 'envelope':
      return addEnvelope(site, device, primitive);
    case 'modes':
      return addModes(site, device, primitive);
    case 'inflexible':
      return undefined;
  }
}

/** A problem as a linear model with whole-number choices, at the forecast. */
export function buildModel(scene: Scene, weights: Weights): Built {
  const builder = new ModelBuilder();
  const site: Site = { builder, scene, weights };
  const parts = scene.problem.devices.flatMap((device, index) => addDevice(site, device, index) ?? []);
  const base = basePower(scene);
  addGrid(site, base, parts);
  return { model: builder.build(), parts, base };
}
