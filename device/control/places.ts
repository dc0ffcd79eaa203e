import { fileURLToPath } from 'node:url';

/** This module is bundled into dist/device/control.mjs: its neighbours are the other processes, two folders up is the project. */
export const bundleOf = (name: 'house' | 'broker' | 'planner' | 'sim'): string => fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
export const APP = fileURLToPath(new URL('../app', import.meta.url));
