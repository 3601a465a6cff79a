/* Compiled once for each list, which stays the same object as long as its caller does. */
const compiledScopes = new WeakMap<readonly string[], readonly ((name: string) => boolean)[]>();

/** Whether one of the patterns (`*`, `memory.*`, `jobs.get`) covers the intent. */
export function scopesCover(scopes: readonly string[], intent: string): boolean {
  const compiled = compiledScopes.get(scopes) ?? compileScopes(scopes);
  return compiled.some((covers) => covers(intent));
}

function compileScopes(scopes: readonly string[]): readonly ((name: string) => boolean)[] {
  const compiled = scopes.map(compilePattern);
  compiledScopes.set(scopes, compiled);
  return compiled;
}

/** Matches `*` with any run of characters; everything else stands for itself. */
export function patternMatches(pattern: string, name: string): boolean {
  return compilePattern(pattern)(name);
}

/** The same for a pattern that many names are tried against. */
export function compilePattern(pattern: string): (name: string) => boolean {
  const [head = '', ...pieces] = pattern.split('*');
  const tail = pieces.pop();
  if (tail === undefined) return (name) => name === pattern;
  return (name) => {
    if (!name.startsWith(head)) return false;
    let from = head.length;
    for (const piece of pieces) {
      const at = name.indexOf(piece, from);
      if (at < 0) return false;
      from = at + piece.length;
    }
    return name.length - tail.length >= from && name.endsWith(tail);
  };
}
