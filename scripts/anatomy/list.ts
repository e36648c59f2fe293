/** Which published numbers are compared, and where Bevel measures them. Values, spread and source come from the atlas rows by id. */

/** `landmark lateral superior` on the skin, reference mm. */
export type Site = [landmark: string, lateral_mm: number, superior_mm: number];

export type Compared =
  /** Shortest way from the skin to the middle of the course where it passes nearest to the site. */
  | { row: string; kind: 'depth'; structure: string; site: Site }
  /** Sideways distance (frontal plane) from the site to the course at the height of the site; medial counts negative, except from the midline. */
  | { row: string; kind: 'lateral' | 'medial'; structure: string; site: Site }
  /** Height of the course above (below) the site, where it crosses the vertical through the site. */
  | { row: string; kind: 'superior' | 'inferior'; structure: string; site: Site }
  /** Height over the site of the point of the course that lies nearest to it. */
  | { row: string; kind: 'above'; structure: string; site: Site }
  /** Where the course starts or ends, from the site along one axis. */
  | { row: string; kind: 'end'; structure: string; end: 'start' | 'end'; axis: 'lateral' | 'medial' | 'superior' | 'inferior' | 'anterior' | 'straight'; site: Site }
  /** Outer diameter at a share of the length. */
  | { row: string; kind: 'diameter'; structure: string; at: number }
  | { row: string; kind: 'length'; structure: string }
  /** Shortest distance from the middle of the course to bone where it passes nearest to the site. */
  | { row: string; kind: 'bone'; structure: string; site: Site };

export const COMPARED: readonly Compared[] = [
  { row: 'fa-depth-antegonial', kind: 'depth', structure: 'facial-artery', site: ['antegonial-notch', 0, 0] },
  { row: 'fa-depth-lower-cheek', kind: 'depth', structure: 'facial-artery', site: ['cheilion', 33.5, -11.5] },
  { row: 'fa-depth-lateral-commissure', kind: 'depth', structure: 'facial-artery', site: ['cheilion', 10, 0] },
  { row: 'fa-depth-mid-nasolabial', kind: 'depth', structure: 'facial-artery', site: ['cheilion', 4.5, 15] },
  { row: 'fa-depth-ala', kind: 'depth', structure: 'facial-artery', site: ['alare', 3.2, 0] },
  { row: 'fa-exposed-depth', kind: 'depth', structure: 'facial-artery', site: ['cheilion', 20, -4] },
  { row: 'fa-lateral-to-commissure', kind: 'lateral', structure: 'facial-artery', site: ['cheilion', 0, 0] },
  { row: 'fa-cta-lateral-to-commissure', kind: 'lateral', structure: 'facial-artery', site: ['cheilion', 0, 0] },
  { row: 'fa-lateral-to-ala', kind: 'lateral', structure: 'facial-artery', site: ['alare', 0, -2] },
  { row: 'fa-diameter-origin', kind: 'diameter', structure: 'facial-artery', at: 0 },
  { row: 'fa-diameter-us-right', kind: 'diameter', structure: 'facial-artery', at: 0.8 },
  { row: 'pma-diameter', kind: 'diameter', structure: 'premasseteric-artery', at: 0 },
  { row: 'sma-diameter-magden', kind: 'diameter', structure: 'submental-artery', at: 0 },
  { row: 'sma-length-magden', kind: 'length', structure: 'submental-artery' },
  { row: 'sma-origin-from-angle', kind: 'end', structure: 'submental-artery', end: 'start', axis: 'anterior', site: ['gonion', 0, 0] },
  { row: 'ama-midline', kind: 'end', structure: 'ascending-mental-artery', end: 'end', axis: 'lateral', site: ['pogonion', 0, 0] },
  { row: 'ama-depth', kind: 'depth', structure: 'ascending-mental-artery', site: ['gnathion', 5.6, 0] },
  { row: 'sla-origin-lateral', kind: 'end', structure: 'superior-labial-artery', end: 'start', axis: 'lateral', site: ['cheilion', 0, 0] },
  { row: 'sla-depth-us', kind: 'depth', structure: 'superior-labial-artery', site: ['crista-philtri', 0, -2] },
  { row: 'sla-depth-us-korean', kind: 'depth', structure: 'superior-labial-artery', site: ['crista-philtri', 6, -1] },
  { row: 'sla-diameter-india', kind: 'diameter', structure: 'superior-labial-artery', at: 0 },
  { row: 'ila-depth-us', kind: 'depth', structure: 'inferior-labial-artery', site: ['labiale-inferius', 0, 2] },
  { row: 'ila-depth-us-korean', kind: 'depth', structure: 'inferior-labial-artery', site: ['labiale-inferius', 8, 1] },
  { row: 'ila-diameter-india', kind: 'diameter', structure: 'inferior-labial-artery', at: 0 },
  { row: 'lna-diameter-india', kind: 'diameter', structure: 'lateral-nasal-artery', at: 0 },
  { row: 'dna-above-canthal-line', kind: 'end', structure: 'dorsal-nasal-artery', end: 'start', axis: 'superior', site: ['endocanthion', 0, 0] },
  { row: 'aa-medial-to-canthus', kind: 'medial', structure: 'angular-artery', site: ['endocanthion', 0, 0] },
  { row: 'aa-medial-20mm-below', kind: 'medial', structure: 'angular-artery', site: ['endocanthion', 0, -20] },
  { row: 'aa-depth-canthus', kind: 'depth', structure: 'angular-artery', site: ['endocanthion', -9, 0] },
  { row: 'aa-diameter-india', kind: 'diameter', structure: 'angular-artery', at: 1 },
  { row: 'str-sup-midline', kind: 'lateral', structure: 'supratrochlear-artery', site: ['glabella', 0, 0] },
  { row: 'str-sup-depth', kind: 'depth', structure: 'supratrochlear-artery', site: ['glabella', 14.7, 0] },
  { row: 'str-meta-depth-brow', kind: 'depth', structure: 'supratrochlear-artery', site: ['glabella', 14.5, 14] },
  { row: 'str-depth-rest', kind: 'depth', structure: 'supratrochlear-artery', site: ['glabella', 13, 30] },
  { row: 'str-deep-midline', kind: 'lateral', structure: 'supratrochlear-artery-deep-branch', site: ['glabella', 0, 0] },
  { row: 'str-deep-depth', kind: 'depth', structure: 'supratrochlear-artery-deep-branch', site: ['glabella', 19.2, 0] },
  { row: 'soa-meta-depth-glabella', kind: 'depth', structure: 'supraorbital-artery', site: ['supraorbital-notch', 1, 6] },
  { row: 'soa-sup-midfrontal-depth', kind: 'depth', structure: 'supraorbital-artery-superficial-branch', site: ['supraorbital-notch', 1, 30] },
  { row: 'soa-deep-midfrontal-depth', kind: 'depth', structure: 'supraorbital-artery-deep-branch', site: ['supraorbital-notch', 6, 30] },
  { row: 'soa-diameter', kind: 'diameter', structure: 'supraorbital-artery', at: 0 },
  { row: 'cfa-midline', kind: 'lateral', structure: 'central-artery', site: ['glabella', 0, 0] },
  { row: 'cfa-depth', kind: 'depth', structure: 'central-artery', site: ['glabella', 4.7, 0] },
  { row: 'pfa-midline', kind: 'lateral', structure: 'paracentral-artery', site: ['glabella', 0, 0] },
  { row: 'pfa-depth', kind: 'depth', structure: 'paracentral-artery', site: ['glabella', 7.8, 0] },
  { row: 'oa-diameter-cta', kind: 'diameter', structure: 'ophthalmic-artery', at: 0 },
  { row: 'ioa-foramen-below-rim', kind: 'end', structure: 'infraorbital-artery', end: 'end', axis: 'inferior', site: ['orbitale', 0, 0] },
  { row: 'ioa-foramen-midline', kind: 'end', structure: 'infraorbital-artery', end: 'end', axis: 'lateral', site: ['subnasale', 0, 0] },
  { row: 'zoa-origin-tragus', kind: 'end', structure: 'zygomatico-orbital-artery', end: 'start', axis: 'anterior', site: ['tragion', 0, 0] },
  { row: 'zoa-diameter', kind: 'diameter', structure: 'zygomatico-orbital-artery', at: 0 },
  { row: 'tfa-depth', kind: 'depth', structure: 'transverse-facial-artery', site: ['masseter-anterior-border', 10, 50] },
  { row: 'sta-diameter-arch-pinar', kind: 'diameter', structure: 'superficial-temporal-artery', at: 0.4 },
  { row: 'fbsta-origin-superior', kind: 'end', structure: 'frontal-branch-sta', end: 'start', axis: 'superior', site: ['tragion', 0, 0] },
  { row: 'fbsta-origin-anterior', kind: 'end', structure: 'frontal-branch-sta', end: 'start', axis: 'anterior', site: ['tragion', 0, 0] },
  { row: 'fbsta-above-bony-canthus', kind: 'superior', structure: 'frontal-branch-sta', site: ['exocanthion', 5, 0] },
  { row: 'fbsta-depth', kind: 'depth', structure: 'frontal-branch-sta', site: ['exocanthion', 5, 43] },
  { row: 'fbsta-diameter-frontalis', kind: 'diameter', structure: 'frontal-branch-sta', at: 0 },
  { row: 'pbsta-diameter-dsa', kind: 'diameter', structure: 'parietal-branch-sta', at: 0 },
  { row: 'adta-bone-gap-tubercle', kind: 'bone', structure: 'anterior-deep-temporal-artery', site: ['exocanthion', 12, 10] },
  { row: 'adta-bone-gap-brow', kind: 'bone', structure: 'anterior-deep-temporal-artery', site: ['lateral-brow', 12, 4] },
  { row: 'pdta-bone-gap-tubercle', kind: 'bone', structure: 'posterior-deep-temporal-artery', site: ['exocanthion', 30, 10] },
  { row: 'pdta-bone-gap-brow', kind: 'bone', structure: 'posterior-deep-temporal-artery', site: ['lateral-brow', 30, 4] },
  { row: 'mna-foramen-lateral', kind: 'end', structure: 'mental', end: 'start', axis: 'lateral', site: ['cheilion', 0, 0] },
  { row: 'mna-foramen-inferior', kind: 'end', structure: 'mental', end: 'start', axis: 'inferior', site: ['cheilion', 0, 0] },
  { row: 'fv-ala-h', kind: 'lateral', structure: 'facial-vein', site: ['alare', 0, 0] },
  { row: 'fv-commissure-h', kind: 'lateral', structure: 'facial-vein', site: ['cheilion', 0, 0] },
  { row: 'fv-commissure-h-thai', kind: 'lateral', structure: 'facial-vein', site: ['cheilion', 0, 0] },
  { row: 'av-below-rim', kind: 'inferior', structure: 'angular-vein', site: ['orbitale', 0, 0] },
  { row: 'icv-height', kind: 'superior', structure: 'intercanthal-vein', site: ['sellion', 0, 0] },
  { row: 'icv-depth', kind: 'depth', structure: 'intercanthal-vein', site: ['sellion', 0, 5.1] },
  { row: 'mtv-above-bony-canthus', kind: 'superior', structure: 'middle-temporal-vein', site: ['exocanthion', 5, 0] },
  { row: 'mztv-lateral', kind: 'end', structure: 'sentinel-vein', end: 'end', axis: 'lateral', site: ['exocanthion', 0, 0] },
  { row: 'mztv-superior', kind: 'end', structure: 'sentinel-vein', end: 'end', axis: 'superior', site: ['exocanthion', 0, 0] },
  { row: 'mztv-diameter', kind: 'diameter', structure: 'sentinel-vein', at: 1 },
  { row: 'iof-nasion-pk', kind: 'end', structure: 'infraorbital-artery', end: 'end', axis: 'straight', site: ['nasion', 0, 0] },
  { row: 'mf-mid-r', kind: 'end', structure: 'mental', end: 'start', axis: 'lateral', site: ['pogonion', 0, 0] },
  { row: 'son-n-origin', kind: 'end', structure: 'supraorbital-superficial', end: 'start', axis: 'lateral', site: ['glabella', 0, 0] },
  { row: 'son-s-depth1', kind: 'depth', structure: 'supraorbital-superficial', site: ['supraorbital-notch', 1, 6] },
  { row: 'son-s-depth2', kind: 'depth', structure: 'supraorbital-superficial', site: ['supraorbital-notch', 1, 12.9] },
  { row: 'son-s-depth3', kind: 'depth', structure: 'supraorbital-superficial', site: ['supraorbital-notch', 0, 26] },
  { row: 'enn-lat-kr', kind: 'end', structure: 'external-nasal', end: 'start', axis: 'lateral', site: ['rhinion', 0, 0] },
  { row: 'enn-lat-cauc', kind: 'end', structure: 'external-nasal', end: 'start', axis: 'lateral', site: ['rhinion', 0, 0] },
  { row: 'fn-diam', kind: 'diameter', structure: 'facial-nerve-trunk', at: 0 },
  { row: 'tb-arch-tragus', kind: 'medial', structure: 'facial-temporal', site: ['tragion', 0, -6] },
  { row: 'tb-depth', kind: 'depth', structure: 'facial-temporal', site: ['mid-zygomatic-arch', 0, 2] },
  { row: 'mm-gonion', kind: 'above', structure: 'facial-marginal-mandibular', site: ['gonion', 0, 0] },
  { row: 'mm-antegonial', kind: 'above', structure: 'facial-marginal-mandibular', site: ['antegonial-notch', 0, 0] },
  { row: 'mm-facial-artery', kind: 'above', structure: 'facial-marginal-mandibular', site: ['masseter-anterior-border', 0, 0] },
  { row: 'pd-len', kind: 'length', structure: 'parotid-duct' },
];
