/** At most three names that a misspelt one may stand for, nearest first. */
export function nearestNames(misspelt: string, names: readonly string[]): readonly string[] {
  const wanted = misspelt.toLowerCase().slice(0, 100);
  const near = names
    .map((name) => ({ name, distance: distanceBetween(wanted, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 2.5)))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3);
  /* Beside a name that is one letter off, one that is five letters off would only mislead. */
  const furthest = (near[0]?.distance ?? 0) * 2 + 1;
  return near.filter(({ distance }) => distance <= furthest).map(({ name }) => name);
}

/* Damerau-Levenshtein (optimal string alignment): swapped neighbours are one mistake. */
function distanceBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwap(a, b, { i, j }) ? at(beforeLast, j - 2) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function isSwap(a: string, b: string, { i, j }: { i: number; j: number }): boolean {
  return i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
