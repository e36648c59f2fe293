/**
 * The morphs of the head: which CC0 targets make which slider. A slider runs from -1 to 1; `+` and `-` are its two shapes. Where only
 * one of the two was released, the runtime uses its negative for the other direction.
 */

/** A slider: `pair` targets exist for each eye, ear or cheek (`l-…`, `r-…`) and are joined; `@` stands for the side. */
export interface Slider {
  name: string;
  plus?: string;
  minus?: string;
}

const two = (name: string, folder: string, stem: string, plus: string | null, minus: string | null): Slider => ({
  name,
  plus: plus === null ? undefined : `${folder}/${stem}-${plus}`,
  minus: minus === null ? undefined : `${folder}/${stem}-${minus}`,
});

/** Feature sliders of the patient studio, in the order of the file. */
export const SLIDERS: Slider[] = [
  two('head-angle', 'head', 'head-angle', 'out', 'in'),
  two('head-back', 'head', 'head-back-scale-depth', 'more', 'less'),
  two('head-depth', 'head', 'head-scale-depth', 'more', 'less'),
  two('head-width', 'head', 'head-scale-horiz', 'more', 'less'),
  two('head-height', 'head', 'head-scale-vert', 'more', 'less'),
  { name: 'head-fat', plus: 'head/head-fat', minus: 'head/head-skinny' },
  two('head-oval', 'head', 'head', 'oval', null),
  two('head-round', 'head', 'head', 'round', null),
  two('head-rectangular', 'head', 'head', 'rectangular', null),
  two('head-square', 'head', 'head', 'square', null),
  two('head-triangular', 'head', 'head', 'triangular', 'invertedtriangular'),
  two('head-diamond', 'head', 'head', 'diamond', null),
  two('forehead-bulge', 'forehead', 'forehead-nubian', 'more', 'less'),
  two('forehead-height', 'forehead', 'forehead-scale-vert', 'more', 'less'),
  two('forehead-depth', 'forehead', 'forehead-trans-depth', 'forward', 'backward'),
  two('temple-width', 'forehead', 'forehead-temple', 'out', 'in'),
  two('brow-angle', 'eyebrows', 'eyebrows-angle', 'up', 'down'),
  two('brow-depth', 'eyebrows', 'eyebrows-trans-depth', 'more', 'less'),
  two('brow-height', 'eyebrows', 'eyebrows-trans-vert', 'more', 'less'),
  two('eye-size', 'eyes', '@-eye-size', 'big', null),
  two('eye-distance', 'eyes', '@-eye-move', 'out', 'in'),
  two('eye-level', 'eyes', '@-eye-move', 'up', 'down'),
  two('eye-opening-inner', 'eyes', '@-eye-height1', 'max', 'min'),
  two('eye-opening-middle', 'eyes', '@-eye-height2', 'max', 'min'),
  two('eye-opening-outer', 'eyes', '@-eye-height3', 'max', 'min'),
  two('eye-outer-corner', 'eyes', '@-eye-corner1', 'up', 'down'),
  two('eye-inner-corner', 'eyes', '@-eye-corner2', 'up', 'down'),
  two('eye-outer-length', 'eyes', '@-eye-push1', 'out', 'in'),
  two('eye-inner-length', 'eyes', '@-eye-push2', 'out', 'in'),
  two('eye-bag', 'eyes', '@-eye-bag', 'max', 'min'),
  two('eye-bag-depth', 'eyes', '@-eye-bag', 'out', 'in'),
  two('eye-bag-height', 'eyes', '@-eye-bag-height', 'max', 'min'),
  two('epicanthus', 'eyes', '@-eye-epicanthus', 'in', 'out'),
  two('eyelid-fold-angle', 'eyes', '@-eye-eyefold-angle', 'up', 'down'),
  two('eyelid-fold-fullness', 'eyes', '@-eye-eyefold', 'convex', 'concave'),
  two('eyelid-fold-height', 'eyes', '@-eye-eyefold', 'up', 'down'),
  two('nose-compression', 'nose', 'nose-compression', 'uncompress', 'compress'),
  two('nose-flare', 'nose', 'nose-flaring', 'incr', 'decr'),
  two('nose-greek', 'nose', 'nose-greek', 'moregreek', null),
  two('nose-length', 'nose', 'nose-scale-vert', 'incr', 'decr'),
  two('nose-height', 'nose', 'nose-height', 'max', 'min'),
  two('nose-hump', 'nose', 'nose-hump', 'morehump', 'lesshump'),
  two('nostril-width', 'nose', 'nose-nostril-width', 'max', 'min'),
  two('nostril-angle', 'nose', 'nose-nostrils-angle', 'up', 'down'),
  two('nose-tip-width', 'nose', 'nose-point-width', 'more', 'less'),
  two('nose-projection', 'nose', 'nose-scale-depth', 'incr', 'decr'),
  two('nose-width', 'nose', 'nose-scale-horiz', 'incr', 'decr'),
  two('nose-level', 'nose', 'nose-trans-vert', 'up', 'down'),
  two('nose-setback', 'nose', 'nose-trans-depth', 'backward', null),
  two('nose-septum-angle', 'nose', 'nose-septumangle', 'decr', null),
  two('nose-volume', 'nose', 'nose-volume', 'potato', null),
  two('nose-root-width', 'nose', 'nose-width1', 'max', 'min'),
  two('nose-dorsum-width', 'nose', 'nose-width2', 'max', 'min'),
  two('nose-base-width', 'nose', 'nose-width3', 'max', 'min'),
  two('mouth-corners', 'mouth', 'mouth-angles', 'up', 'down'),
  two('mouth-width', 'mouth', 'mouth-scale-horiz', 'incr', null),
  two('mouth-height', 'mouth', 'mouth-scale-vert', null, 'decr'),
  two('mouth-depth', 'mouth', 'mouth-scale-depth', 'incr', 'decr'),
  two('mouth-level', 'mouth', 'mouth-trans', 'up', 'down'),
  two('cupids-bow', 'mouth', 'mouth-cupidsbow', 'incr', 'decr'),
  two('cupids-bow-width', 'mouth', 'mouth-cupidsbow-width', 'max', 'min'),
  two('dimples', 'mouth', 'mouth-dimples', 'in', 'out'),
  two('laugh-lines', 'mouth', 'mouth-laugh-lines', 'out', null),
  two('philtrum', 'mouth', 'mouth-philtrum-volume', 'increase', 'decrease'),
  two('upper-lip-height', 'mouth', 'mouth-upperlip-height', 'max', 'min'),
  two('upper-lip-volume', 'mouth', 'mouth-upperlip-volume', 'inflate', 'deflate'),
  two('upper-lip-middle', 'mouth', 'mouth-upperlip-middle', 'up', 'down'),
  two('upper-lip-width', 'mouth', 'mouth-upperlip-width', 'max', null),
  two('upper-lip-sides', 'mouth', 'mouth-upperlip-ext', null, 'down'),
  two('lower-lip-height', 'mouth', 'mouth-lowerlip-height', 'max', null),
  two('lower-lip-volume', 'mouth', 'mouth-lowerlip-volume', 'inflate', 'deflate'),
  two('lower-lip-middle', 'mouth', 'mouth-lowerlip-middle', 'up', null),
  two('lower-lip-sides', 'mouth', 'mouth-lowerlip-ext', 'up', 'down'),
  two('cheek-bones', 'cheek', '@-cheek-bones', 'out', 'in'),
  two('cheek-inner', 'cheek', '@-cheek-inner', 'inflate', 'deflate'),
  two('cheek-volume', 'cheek', '@-cheek-volume', 'inflate', 'deflate'),
  two('cheek-level', 'cheek', '@-cheek-trans-vert', 'up', 'down'),
  two('jaw-width', 'chin', 'chin-bones', 'out', 'in'),
  two('jaw-drop', 'chin', 'chin-jaw-drop', 'more', 'less'),
  two('chin-height', 'chin', 'chin-height', 'max', 'min'),
  two('chin-width', 'chin', 'chin-width', 'max', 'min'),
  two('chin-projection', 'chin', 'chin-prominent', 'more', 'less'),
  two('chin-prognathism', 'chin', 'chin-prognathism', 'more', null),
  two('chin-cleft', 'chin', 'chin-cleft', 'in', 'out'),
  two('chin-triangle', 'chin', 'chin', 'triangle', null),
  two('ear-size', 'ears', '@-ear-size', 'big', 'small'),
  two('ear-height', 'ears', '@-ear-height', 'max', 'min'),
  two('ear-width', 'ears', '@-ear-width', 'max', 'min'),
  two('ear-lobe', 'ears', '@-ear-lobe', 'max', 'min'),
  two('ear-rotation', 'ears', '@-ear-rot', 'backward', 'forward'),
  two('ear-wing', 'ears', '@-ear-wing', 'out', 'in'),
  two('ear-flap', 'ears', '@-ear-flap', 'out', 'in'),
  two('ear-level', 'ears', '@-ear-trans-vert', 'up', 'down'),
  two('ear-position', 'ears', '@-ear-trans-depth', 'forward', 'backward'),
  two('neck-width', 'neck', 'neck-scale-horiz', 'more', null),
  two('neck-back', 'neck', 'neck-back-scale-depth', 'more', 'less'),
  two('neck-double-chin', 'neck', 'neck-double', 'more', 'less'),
];

const macro = (name: string): string => `macrodetails/${name}`;
const female = [macro('caucasian-female-young'), macro('universal-female-young-averagemuscle-averageweight')];
const male = [macro('caucasian-male-young'), macro('universal-male-young-averagemuscle-averageweight')];

/** What the cage at rest is: the young female of average build. */
export const REFERENCE = female;

/** Macro shapes, each `add` minus `take`, over the shape they start from. */
export const MACROS: { name: string; add: string[]; take: string[] }[] = [
  { name: 'male', add: male, take: female },
  { name: 'african-female', add: [macro('african-female-young')], take: [female[0]] },
  { name: 'african-male', add: [macro('african-male-young')], take: [male[0]] },
  { name: 'asian-female', add: [macro('asian-female-young')], take: [female[0]] },
  { name: 'asian-male', add: [macro('asian-male-young')], take: [male[0]] },
  { name: 'heavy-female', add: [macro('universal-female-young-averagemuscle-maxweight')], take: [female[1]] },
  { name: 'light-female', add: [macro('universal-female-young-averagemuscle-minweight')], take: [female[1]] },
  { name: 'muscle-female', add: [macro('universal-female-young-maxmuscle-averageweight')], take: [female[1]] },
  { name: 'heavy-male', add: [macro('universal-male-young-averagemuscle-maxweight')], take: [male[1]] },
  { name: 'light-male', add: [macro('universal-male-young-averagemuscle-minweight')], take: [male[1]] },
  { name: 'muscle-male', add: [macro('universal-male-old-maxmuscle-averageweight')], take: [macro('universal-male-old-averagemuscle-averageweight')] },
];
