/**
 * Methods that nothing calls. A bundler drops a class or function that nobody uses, but never a method of a class that somebody does: any
 * name could be asked for at run time. Where all source is at hand, a method whose name is written nowhere but at its own definition can go.
 */

/** A method of a class (`\tname( … ) {` to `\t}`), or one given to an object in its constructor (`\t\tthis.name = function ( … ) {` to `\t\t};`). */
const METHOD = /\n\t(?:(?:static|async|get|set) )*(\w+)\((?![^\n]*(?:function|=>))[^\n]*\) \{\n[\s\S]*?\n\t\}(?=\n)/g;
const GIVEN = /\n\t\tthis\.(\w+) = (?:async )?function \([^\n]*\) \{\n[\s\S]*?\n\t\t\};/g;

/** Source without comments but those that tell a bundler that a call has no effect; strings stay, so that a name in a string counts as used. */
export const withoutComments = (code: string): string => code.replace(/\/\*(?!\s*@__PURE__)[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

function count(words: Map<string, number>, text: string, by: 1 | -1): void {
  for (const [word] of text.matchAll(/\w+/g)) words.set(word, (words.get(word) ?? 0) + by);
}

/**
 * The library's files without methods that neither they nor `elsewhere` name. Files are written in three's own style: a tab per level.
 * @param library source by path, without comments.
 * @param elsewhere all other source that may call the library.
 */
export function dropUnused(library: ReadonlyMap<string, string>, elsewhere: Iterable<string>): Map<string, string> {
  const files = new Map(library);
  const words = new Map<string, number>();
  for (const text of files.values()) count(words, text, 1);
  for (const text of elsewhere) count(words, text, 1);
  // What a dropped method was the last to name goes in the next round.
  for (let dropped = true; dropped; ) {
    dropped = false;
    const defined = new Map<string, number>();
    for (const text of files.values()) for (const form of [METHOD, GIVEN]) for (const [, name] of text.matchAll(form)) defined.set(name, (defined.get(name) ?? 0) + 1);
    for (const [path, text] of files) {
      let left = text;
      for (const form of [METHOD, GIVEN])
        left = left.replace(form, (method, name: string) => {
          if (name === 'constructor' || words.get(name) !== defined.get(name)) return method;
          return '';
        });
      if (left === text) continue;
      dropped = true;
      files.set(path, left);
    }
    if (!dropped) break;
    words.clear();
    for (const text of files.values()) count(words, text, 1);
    for (const text of elsewhere) count(words, text, 1);
  }
  return files;
}
