/** Where the peel window is: the skin under the pointer, kept there when the pointer leaves. */
import type { Vec3 } from './rig/ray';

export const peelPoint: { point: Vec3 | null } = { point: null };
