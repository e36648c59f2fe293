import { tissueName } from '../technique/words';
import { practise } from './words/practise';
import { screens } from './words/screens';

/** Every word the app says, in one place: here what all screens share, in `words/` the rest. British spelling; units as the field writes them. */
export const strings = {
  name: 'Bevel',
  tagline: 'Facial-anatomy injection simulator',
  disclaimer: 'Education, not clinical guidance.',
  disclaimerLong:
    'Bevel is a teaching model. Its anatomy is built from published means and may differ from any patient. It is not a medical device, gives no clinical guidance, and does not replace training, supervision, local protocol or your own judgement. “None modelled” never means safe.',
  common: { close: 'Close', cancel: 'Cancel', back: 'Back', next: 'Next', mm: 'mm', none: 'none', left: 'left', right: 'right', mid: 'midline', start: 'Start', retry: 'Try again' },
  /** For whom a mode is, said above its name. */
  people: { practise: 'For the trainee', explore: 'For everyone', drill: 'For the self-assessor', lecture: 'For the instructor', records: 'For everyone' },
  modes: { practise: 'Practise', explore: 'Explore', drill: 'Drill', lecture: 'Lecture', records: 'Records' },
  loading: { head: 'Preparing the face', mode: 'Opening', done: 'The face is ready' },
  errors: {
    title: 'Something went wrong',
    patient: 'The face could not be prepared',
    webgl: 'This browser cannot draw the face',
    webglMend: 'Bevel needs WebGL 2. Update the browser, switch hardware acceleration on, or try another browser.',
    webglRest: 'All but the picture works: set the needle by landmark and offsets, read it in the panels and the section, score it, open your records.',
    contextLost: 'The picture was interrupted',
    contextLostMend: 'The graphics driver took the picture away. Nothing of your attempt is lost; the picture comes back by itself, or with this button.',
    restore: 'Restore the picture',
    reload: 'Reload',
    tryAgain: 'Try again',
    kept: 'Saved attempts are kept in this browser.',
    scorer: 'The score could not be loaded. Check the connection and end the attempt again; nothing of it is lost.',
    storage: 'This attempt could not be saved',
    storageFull: 'The browser has no room left. Export or delete older attempts, then save again.',
    trace: 'This file could not be opened',
    crash: 'A part of the screen failed. Your saved attempts are safe.',
  },
  link: {
    interrupted: 'The page was closed during an attempt. What was done until then was scored and is kept in Records.',
    replaced: 'Another face was opened. The attempt on the face before was scored and is kept in Records.',
    unscored: 'Another face was opened. The attempt on the face before could not be scored, because a script could not be loaded; it is not in Records.',
    preset: (id: string, known: string) => `The link names an unknown face, “${id}”. Known are: ${known}.`,
    seed: (seed: string) => `The link names an unknown seed, “${seed}”. A seed is a whole number from 0 to 9007199254740991.`,
    entry: (why: string) => `The entry that the link names cannot be set. ${why}`,
    landmarks: 'All landmarks stand in the list of the entry fields.',
    technique: (id: string) => `The link names an unknown technique, “${id}”. Choose one from the list.`,
  },
  stage: {
    label: 'Face, three-dimensional',
    help: 'Arrow keys turn the head, or the needle once it is set. E and Q move the needle by a tenth of a millimetre, with Shift by one. R turns the bevel, A aspirates while held, Space injects while held, X withdraws, P opens the peel window, 1 to 6 choose views, plus and minus zoom. Every act is also in the panels.',
    front: 'Front',
    'left-three-quarter': '¾ left',
    'right-three-quarter': '¾ right',
    'left-profile': 'Left',
    'right-profile': 'Right',
    basal: 'Basal',
    views: 'Views',
    zoomIn: 'Closer',
    zoomOut: 'Farther',
    peel: 'Peel',
    peelRadius: 'Peel radius',
    labels: 'Labels',
    section: 'Section',
    sound: 'Sound',
    over: 'Over the picture',
    peelHint: 'Move over the face to look beneath the skin',
    only: (layer: string) => `Only ${layer.toLowerCase()} shown`,
    all: 'Show all',
  },
  layers: {
    title: 'Layers',
    skin: 'Skin',
    presets: 'Skin',
    fat: 'Fat and ligaments',
    muscle: 'Muscles',
    artery: 'Arteries',
    vein: 'Veins',
    nerve: 'Nerves',
    gland: 'Glands and ducts',
    bone: 'Bone and teeth',
    show: (name: string) => `Show ${name.toLowerCase()}`,
    opacity: (name: string) => `${name}: opacity`,
    isolate: (name: string) => `Isolate ${name.toLowerCase()}`,
    reset: 'Opaque',
    dissect: 'No skin',
    translucent: 'Translucent',
  },
  help: {
    title: 'Keys on the face',
    open: 'Help',
    about: 'About Bevel',
    keys: [
      ['Arrow keys', 'turn the head; the needle once it is set'],
      ['E / Q', 'needle in or out by 0.1 mm; with Shift 1 mm'],
      ['R', 'turn the bevel'],
      ['A', 'aspirate while held'],
      ['Space', 'inject while held'],
      ['X', 'withdraw'],
      ['P', 'peel window'],
      ['1 – 6', 'views (in Lecture: 1 – 9 bookmarks)'],
      ['+ / −', 'closer, farther'],
    ],
  },
  update: { ready: 'A new version is ready.', apply: 'Reload now' },
  ...practise,
  ...screens,
} as const;

/** The tissue at the tip in words: the last layer over cartilage is perichondrium. */
export function tipTissue(reading: { entry: { region: string | null }; tip: { layer: string }; hard_tissue: string | null }): string {
  const { layer } = reading.tip;
  return tissueName(layer === 'periosteum' && reading.hard_tissue === 'cartilage' ? 'perichondrium' : layer, reading.entry.region);
}

/** Millimetres for reading: one decimal, a real minus sign. */
export function mm(value: number): string {
  return value.toFixed(1).replace('-', '−');
}

/** "left angular artery" style names; the midline needs no side. */
export function sided(name: string, side: string): string {
  return side === 'mid' ? name : `${name}, ${side}`;
}
