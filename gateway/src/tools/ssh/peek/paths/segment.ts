/** One name within a path. With globs in it, it stands for many names. */
export interface Segment {
  readonly signs: readonly Sign[];
  /** The only name it stands for, unless it is a glob. */
  readonly name: string | undefined;
}

/** A character as it is, any one character, or any number of them. */
export type Sign = string | typeof any | typeof many;

export const any = Symbol('any one character');
export const many = Symbol('any characters');

export function segmentOf(signs: readonly Sign[]): Segment {
  const plain = signs.every((sign) => typeof sign === 'string');
  return { signs, name: plain ? signs.join('') : undefined };
}

/** Reads `*` and `?`; everything else stands for itself. */
export function patternSegment(pattern: string): Segment {
  return segmentOf(
    Array.from(pattern, (character) => {
      if (character === '*') return many;
      return character === '?' ? any : character;
    }),
  );
}

/** `*` and the like, which say nothing about the names that are meant. */
export function isOnlyGlob({ signs }: Segment): boolean {
  return signs.every((sign) => typeof sign !== 'string');
}

/** The same, or `.*`: all names that are hidden. */
export function isAnyName({ name, signs }: Segment): boolean {
  return name === undefined && signs.every((sign) => typeof sign !== 'string' || sign === '.');
}

/** Whether some name is matched by both. A glob does not match a leading dot unless it is spelt out. */
export function overlaps(asked: Segment, guarded: Segment): boolean {
  if (asked.name !== undefined && guarded.name !== undefined) return asked.name === guarded.name;
  const [first, dot] = [asked.signs[0], guarded.signs[0]];
  if (typeof first === 'string' && typeof dot === 'string' && first !== dot) return false;
  if (dot === '.' && typeof first !== 'string') return false;
  return meet(asked.signs, guarded.signs);
}

/* Each pair of positions is tried once, so that many stars cost no more than the product of the lengths. */
function meet(asked: readonly Sign[], guarded: readonly Sign[]): boolean {
  const tried = new Set<number>();
  const visit = (a: number, b: number): boolean => {
    const key = a * (guarded.length + 1) + b;
    if (tried.has(key)) return false;
    tried.add(key);
    const [left, right] = [asked[a], guarded[b]];
    if (left === undefined && right === undefined) return true;
    if (left === many) return visit(a + 1, b) || (right !== undefined && visit(a, b + 1));
    if (right === many) return visit(a, b + 1) || (left !== undefined && visit(a + 1, b));
    if (left === undefined || right === undefined) return false;
    return (left === any || right === any || left === right) && visit(a + 1, b + 1);
  };
  return visit(0, 0);
}
