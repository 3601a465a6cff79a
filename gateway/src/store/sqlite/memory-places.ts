const placesPerNamespace = 2 ** 32;

/** The range of `seq` in which the memories of a namespace lie, as the migration 0005 lays it out. */
export function placesIn(number: number): { readonly first: number; readonly last: number } {
  const first = number * placesPerNamespace;
  return { first, last: first + placesPerNamespace - 1 };
}

/** Where a memory lies: the number of its namespace, and its place in there. */
export function placeOf(seq: number): { readonly namespace: number; readonly place: number } {
  return { namespace: Math.floor(seq / placesPerNamespace), place: seq % placesPerNamespace };
}
