/** Entries by numbers that count up, for those that come and go with every call. */
export interface Numbered<Entry> {
  /** Gives the number under which it is found. */
  add(entry: Entry): number;
  find(id: number): Entry | undefined;
  /** Finds it, and lets go of it. */
  take(id: number): Entry | undefined;
  takeAll(): readonly Entry[];
}

interface Held<Entry> {
  readonly id: number;
  readonly entry: Entry;
}

const fewestSlots = 64;

/**
 * Numbers count on from `first`. In a Map they would do as well, but for what V8 then keeps alive: decisions/0054.
 */
export function createNumbered<Entry>(first: number): Numbered<Entry> {
  let slots = emptySlots<Entry>(fewestSlots);
  let held = 0;
  let next = first;
  const slotOf = (id: number) => id % slots.length;
  const grow = () => {
    const all = slots.filter((slot) => slot !== undefined);
    slots = emptySlots(slots.length * 2);
    for (const one of all) slots[slotOf(one.id)] = one;
  };
  const find = (id: number) => {
    const slot = slots[slotOf(id)];
    return slot?.id === id ? slot : undefined;
  };
  const drop = ({ id }: Held<Entry>) => {
    slots[slotOf(id)] = undefined;
    held -= 1;
  };
  return {
    add(entry) {
      if (held * 2 >= slots.length) grow();
      while (slots[slotOf(next)]) next += 1;
      const id = next;
      slots[slotOf(id)] = { id, entry };
      held += 1;
      next += 1;
      return id;
    },
    find: (id) => find(id)?.entry,
    take(id) {
      const found = find(id);
      if (found) drop(found);
      return found?.entry;
    },
    takeAll() {
      const all = slots.filter((slot) => slot !== undefined);
      for (const one of all) drop(one);
      return all.map(({ entry }) => entry);
    },
  };
}

function emptySlots<Entry>(count: number): (Held<Entry> | undefined)[] {
  return Array.from({ length: count }, () => undefined);
}
