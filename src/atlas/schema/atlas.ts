/** Zod schemas of the atlas files. Imported by tests only, so that the app does not carry them. */
import { z } from 'zod';

const mm = z.number();
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const side = z.enum(['left', 'right']);

export const skinRef = z.strictObject({ landmark: z.string(), lateral_mm: mm, superior_mm: mm });
export const deepRef = z.strictObject({ anchor: z.string(), lateral_mm: mm, superior_mm: mm, posterior_mm: mm });

export const waypoint = z
  .strictObject({
    ...skinRef.shape,
    depth_mm: mm.nonnegative().nullable(),
    plane: z.string().nullable(),
    source: z.string(),
    where: z.enum(['skin', 'deep']),
    deep: deepRef.optional(),
    foramen: z.string().optional(),
  })
  .refine((point) => point.where !== 'deep' || point.deep !== undefined, 'a deep waypoint needs `deep`')
  .refine((point) => point.where !== 'skin' || point.depth_mm !== null || point.plane !== null, 'a skin waypoint needs a depth or a plane');

export const course = z.strictObject({
  id,
  name: z.string().min(3),
  latin: z.string(),
  kind: z.enum(['artery', 'vein', 'nerve', 'duct']),
  parent: id.nullable(),
  parent_secondary: id.optional(),
  optional: z.boolean().optional(),
  body: z.boolean().optional(),
  stub: z.boolean().optional(),
  confidence: z.string().optional(),
  diameter_mm: z.strictObject({ start: mm.positive(), end: mm.positive() }),
  taper: z.literal('assumed').optional(),
  communicates_with: z.array(z.string()).optional(),
  supplies: z.array(z.string()).optional(),
  innervates: z.array(z.string()).optional(),
  function: z.string().optional(),
  lead: z.array(waypoint).optional(),
  waypoints: z.array(waypoint).min(2),
});

export const shape = z.strictObject({
  id,
  name: z.string().min(3),
  latin: z.string(),
  kind: z.enum(['muscle', 'gland', 'fat', 'ligament']),
  outline: z.array(skinRef).min(3),
  fibre_direction: z.array(z.tuple([skinRef, skinRef])),
  depth_mm: z.strictObject({ superficial: mm, deep: mm }).refine((depth) => depth.deep > depth.superficial, 'deep must exceed superficial'),
  thickness_mm: mm.positive(),
  plane: z.string(),
  source: z.string(),
  antagonists: z.array(z.string()).optional(),
  space: z.literal('orbit').optional(),
  origin_point: z.looseObject({}).optional(),
  insertion_points: z.array(z.looseObject({})).optional(),
  centreline: z.array(waypoint).optional(),
  width_mm: z.looseObject({ at_origin: mm, at_lid: mm }).optional(),
  innervated_by: z.string().optional(),
  toxin_target: z.looseObject({ wanted: z.boolean() }).optional(),
});

const range = { from_index: z.int().nonnegative(), to_index: z.int().nonnegative() };

export const variantOp = z.union([
  z.strictObject({ op: z.literal('add'), course, side: side.optional() }),
  z.strictObject({ op: z.literal('add'), shape: z.strictObject({ like: id, id, lateral_mm: mm.optional(), superior_mm: mm.optional() }), side: side.optional() }),
  z.strictObject({ op: z.literal('remove'), id, side: side.optional() }),
  z.strictObject({ op: z.literal('reroute'), id, waypoints: z.array(waypoint).min(2), side: side.optional() }),
  z.strictObject({ op: z.literal('reroute'), id, outline: z.array(skinRef).min(3), side: side.optional() }),
  z.strictObject({ op: z.literal('reparent'), id, parent: id, only_if_parent: id.optional(), side: side.optional() }),
  z.strictObject({ op: z.literal('end-at'), id, waypoint_index: z.int().nonnegative(), side: side.optional() }),
  z.strictObject({ op: z.literal('plane'), id, ...range, plane: z.string(), side: side.optional() }),
  z.strictObject({ op: z.literal('shift'), id, lateral_mm: mm, superior_mm: mm, depth_mm: mm, from_index: range.from_index.optional(), to_index: range.to_index.optional(), side: side.optional() }),
  z.strictObject({ op: z.literal('calibre'), id, start: mm.positive(), end: mm.positive(), side: side.optional() }),
  z.strictObject({ op: z.literal('connect'), a: id, b: id, side: side.optional(), side_b: z.enum(['left', 'right', 'opposite']).optional() }),
]);

export const variantGroup = z.strictObject({
  id,
  structure_ids: z.array(z.string()),
  side: z.enum(['per-side', 'person']),
  depends_on: z.strictObject({ group: id, when: z.array(id).min(1) }).optional(),
  default: id,
  options: z
    .array(
      z.strictObject({
        id,
        name: z.string(),
        weight_percent: z.number().min(0).max(100).nullable(),
        source: z.string(),
        basis: z.string(),
        ops_basis: z.string().optional(),
        population: z.string().optional(),
        n: z.number().optional(),
        ops: z.array(variantOp),
      }),
    )
    .min(1),
});

export const landmark = z.looseObject({
  id,
  name: z.string(),
  latin: z.string(),
  definition: z.string(),
  symmetry: z.enum(['midline', 'paired']),
  reference_uv: z.tuple([mm.nonnegative(), mm]),
});

export const region = z.strictObject({
  id,
  name: z.string(),
  latin: z.string(),
  midline: z.boolean(),
  outline: z.array(z.tuple([mm.nonnegative(), mm])).min(3),
  neighbours: z.array(id),
  aesthetic_unit: z.string(),
});

export const deepAnchor = z.strictObject({
  id,
  landmark: z.string(),
  lateral_mm: mm,
  superior_mm: mm,
  posterior_mm: mm,
  scale: z.enum(['orbit', 'skull', 'mandible', 'neck']),
  basis: z.string(),
  source: z.string(),
  note: z.string(),
  sd_mm: mm.positive(),
  sd_source: z.string(),
});

export const source = z.strictObject({
  authors: z.string().nullable(),
  year: z.union([z.number(), z.string()]).nullable(),
  title: z.string().min(3),
  journal: z.string().nullable(),
  ref: z.string().nullable(),
});

export const measurementRow = z.looseObject({
  id: z.string(),
  structures: z.array(id),
  segment: z.string().nullable(),
  quantity: z.string(),
  value: z.number().optional(),
  source: z.string(),
  confidence: z.string(),
});
