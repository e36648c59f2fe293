/** A name as it stands within a sentence: small first letter, unless it is an abbreviation. */
export const inSentence = (name: string): string => (/^[A-Z][a-z]/.test(name) ? name[0].toLowerCase() + name.slice(1) : name);
