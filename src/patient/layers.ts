/** The one ordered stack of tissue layers, skin first (evidence: planes.json `order`). A layer may be 0 mm thick. */
export const LAYERS = [
  'skin',
  'superficial-fat',
  'smas-muscle',
  'deep-fat',
  'deep-fascia-superficial',
  'temporal-fat-pad',
  'deep-fascia-deep',
  'deep-muscle',
  'periosteum',
] as const;

/** Number of tissue layers; a column of the shell has `LAYER_COUNT + 1` boundaries. */
export const LAYER_COUNT = LAYERS.length;

/** What lies below the last layer (evidence: planes.json `below`, with cartilage set apart because it stops a needle). */
export const BELOW = ['bone', 'cartilage', 'orbit', 'globe', 'oral-cavity', 'nasal-cavity', 'deep-space', 'outside'] as const;

export type Layer = (typeof LAYERS)[number];
export type Below = (typeof BELOW)[number];
/** Any place a point can be in: a tissue layer, the lining of a cavity in place of periosteum, or what lies below. */
export type Tissue = Layer | 'mucosa' | Below;
