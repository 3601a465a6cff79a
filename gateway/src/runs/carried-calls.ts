import type { CarriedCall } from '../guard/compile-rule.ts';
import type { Catalog } from '../intents/catalog.ts';
import type { Intent } from '../intents/intent.ts';

/** What a call may come to inside, through however many flows: each intent that its caller may ask for, once. */
export function carriedBy(
  { name, carries = [] }: Intent,
  scopes: readonly string[],
  catalog: Pick<Catalog, 'offersOf'>,
): readonly CarriedCall[] {
  if (carries.length === 0) return [];
  const carried: CarriedCall[] = [];
  const seen = new Set([name]);
  const pending = [...carries];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const { intent } of catalog.offersOf(next, scopes)) {
      const { decide, effect } = intent;
      carried.push({ intent: next, effect, ...(decide && { decide }) });
      pending.push(...(intent.carries ?? []));
    }
  }
  return carried;
}
