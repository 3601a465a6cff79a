/** Whether one of the patterns (`*`, `memory.*`, `jobs.get`) covers the intent. */
export function scopesCover(scopes: readonly string[], intent: string): boolean {
  return scopes.some((scope) => patternMatches(scope, intent));
}

/** Matches `*` with any run of characters; everything else stands for itself. */
export function patternMatches(pattern: string, name: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === name;
  if (!name.startsWith(head)) return false;
  const tail = rest.pop() ?? '';
  let from = head.length;
  for (const piece of rest) {
    const at = name.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return name.length - tail.length >= from && name.endsWith(tail);
}
