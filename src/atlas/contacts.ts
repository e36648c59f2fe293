import raw from './data/allowed-contacts.json';
import type { AllowedContact } from './types';

/** Pairs that may touch or run through one another; any other pair wall to wall is a collision. Only the anatomy report needs this. */
export const ALLOWED_CONTACTS = raw as unknown as readonly AllowedContact[];
