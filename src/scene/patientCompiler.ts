/** What the worker needs of the core, as a chunk of its own: its atlas data is fetched, so that the page's scripts stay small. */
export { prepare } from '../patient/assets';
export { compileFully } from '../patient/compile';
export { normaliseSpec } from '../patient/spec';
