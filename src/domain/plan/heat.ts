import type { ModesPrimitive } from '../device/primitive.ts';
import { at } from './at.ts';
import type { PlanDevice, PlanProblem } from './problem.ts';

/** W of heat of a mode at a coefficient of performance of 1. */
export const heatOf = ({ heat, powers }: ModesPrimitive, mode: number): number => heat?.[mode] ?? at(powers, mode);

/** W of fuel of a mode. */
export const burnOf = ({ burns }: ModesPrimitive, mode: number): number => burns?.[mode] ?? 0;

/** The devices whose heat goes into a store. */
export const feedersOf = ({ devices }: PlanProblem, store: string): readonly PlanDevice[] => devices.filter(({ feeds, primitive }) => feeds === store && primitive.kind === 'modes');
