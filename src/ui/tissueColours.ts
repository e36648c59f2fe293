/** Tissue colours of section, legend and reading, sRGB: the plate colours, a little muted so that vessels stand out. */
export const TISSUE_COLOURS: Record<string, string> = {
  skin: '#d6a487',
  'superficial-fat': '#e6cb78',
  // Mimetic muscle and the muscles of mastication must not be taken for each other: coral above, wine below.
  'smas-muscle': '#c4665a',
  'deep-fat': '#cda347',
  'deep-fascia-superficial': '#c8d0d4',
  'temporal-fat-pad': '#e0d28c',
  'deep-fascia-deep': '#b4bfc5',
  'deep-muscle': '#74212a',
  periosteum: '#a98f79',
  mucosa: '#d98a9c',
  bone: '#e9e1cd',
  cartilage: '#93b3bd',
  orbit: '#d9c288',
  globe: '#dfe5e8',
  'oral-cavity': '#2a1518',
  'nasal-cavity': '#1d1a26',
  'deep-space': '#3a2a26',
  outside: '#0b0f13',
};

/** Cut vessels, nerves, ducts and glands: fill, and the edge that sets them off. */
export const CUT_COLOURS: Record<string, { fill: string; edge: string }> = {
  artery: { fill: '#e0392f', edge: '#5f0f0b' },
  vein: { fill: '#3f78dc', edge: '#0f2452' },
  nerve: { fill: '#f2dc55', edge: '#5c4d07' },
  duct: { fill: '#b98b3f', edge: '#3f2d0c' },
};

/** Product in the tissue, and product in a vessel. */
export const PRODUCT_COLOURS = { tissue: '#b2e8f2', lumen: '#ff4a3c' };

/** The outline of a cut gland. */
export const GLAND_EDGE = '#7d5a17';
