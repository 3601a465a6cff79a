import { IntentsPage } from '#contract';
import type { Probe } from '../../shared/probe.ts';
import { findingsOf, type Finding } from './finding.ts';

const { ok, warn } = findingsOf('rules');
const pageSize = 200;

export interface RulesPlace {
  readonly count: number;
  /** What is odd about the rules, where these are the intents that there are. */
  readonly doubtsAbout: (intents: readonly string[]) => readonly string[];
  readonly localKey: string | undefined;
  /** Where the gateway answers, if it does. */
  readonly url: string | undefined;
}

/** Whether every rule of the configuration covers an intent that there is. */
export async function checkRules(
  { count, doubtsAbout, localKey, url }: RulesPlace,
  probe: Probe,
): Promise<readonly Finding[]> {
  if (count === 0) return [];
  const intents =
    url === undefined || localKey === undefined
      ? undefined
      : await intentsOf({ url, key: localKey }, probe);
  if (intents === undefined)
    return [ok(`${count}; whether their intents exist, the running gateway knows`)];
  const doubts = doubtsAbout(intents);
  if (doubts.length === 0) return [ok(`${count}, all for intents that there are`)];
  return doubts.map((doubt) =>
    warn(doubt, 'Compare with "tutti intents". It does no harm if that intent is yet to come.'),
  );
}

async function intentsOf(
  door: { readonly url: string; readonly key: string },
  probe: Probe,
): Promise<readonly string[] | undefined> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const from = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await probe({ ...door, path: `/intents?limit=${pageSize}${from}` });
    const page = IntentsPage.safeParse(body);
    if (!page.success) return undefined;
    names.push(...page.data.items.map(({ name }) => name));
    cursor = page.data.next_cursor;
  } while (cursor !== undefined);
  return names;
}
