import raw from './data/nerves.json';
import type { Course } from './types';

/** Nerves of one side; `stub` trunks only close the tree. */
export const NERVES = raw as unknown as readonly Course[];
