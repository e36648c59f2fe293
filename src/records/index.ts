export * from './types';
export { DB_NAME, DB_VERSION } from './database';
export { download, parseRecords, serialiseRecords } from './file';
export { openRecords, summarise } from './store';
export type { Records, RecordsOptions } from './store';
