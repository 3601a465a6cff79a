/** Values that are forgotten when their time is over, or when too many newer ones came. */
export interface ExpiringMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, lifeMs: number): void;
  delete(key: string): void;
  values(): IteratorObject<Value>;
}

interface MapParts {
  readonly most: number;
  readonly now: () => number;
}

export function createExpiringMap<Value>({ most, now }: MapParts): ExpiringMap<Value> {
  const entries = new Map<string, { readonly value: Value; readonly endsAt: number }>();
  const find = (key: string) => {
    const entry = entries.get(key);
    if (!entry || entry.endsAt > now()) return entry;
    entries.delete(key);
    return undefined;
  };
  return {
    get: (key) => find(key)?.value,
    set(key, value, lifeMs) {
      entries.delete(key);
      const oldest = entries.size >= most ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(key, { value, endsAt: now() + lifeMs });
    },
    delete: (key) => void entries.delete(key),
    *values() {
      for (const key of entries.keys()) {
        const entry = find(key);
        if (entry) yield entry.value;
      }
    },
  };
}
