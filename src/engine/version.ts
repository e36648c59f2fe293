/** Version of the reading code, named by traces; raised with every change of what a reading says. */
export const ENGINE_VERSION = '3';
