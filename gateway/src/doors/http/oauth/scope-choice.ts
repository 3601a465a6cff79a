import { Scope, type Effect } from '#contract';
import type { Intent } from '../../../intents/intent.ts';
import { GatewayError } from '../../../platform/gateway-error.ts';

const mostScopes = 500;

export type Access = 'reads' | 'all' | 'some';

/** What the form says that a client may do, as scopes of its caller. */
export function chosenScopes(
  fields: URLSearchParams,
  intents: readonly Pick<Intent, 'name' | 'effect'>[],
): readonly string[] {
  const access = fields.get('access');
  switch (access) {
    case 'all':
      return ['*'];
    case 'reads':
      return intents.filter(({ effect }) => effect === 'read').map(({ name }) => name);
    case 'some':
      return pickedScopes(fields);
    default:
      throw unclear('Choose what the client may do.');
  }
}

function pickedScopes(fields: URLSearchParams): readonly string[] {
  const patterns = (fields.get('patterns') ?? '').split(/[\s,]+/).filter((text) => text !== '');
  const scopes = [...new Set([...fields.getAll('intent'), ...patterns])];
  const wrong = scopes.find((scope) => !Scope.safeParse(scope).success);
  if (wrong !== undefined)
    throw unclear(`"${wrong.slice(0, 60)}" is no intent and no pattern such as "memory.*".`);
  if (scopes.length === 0) throw unclear('Choose at least one intent, or press "Deny".');
  if (scopes.length > mostScopes)
    throw unclear(`These are more than ${mostScopes}; use patterns such as "mcp.github.*".`);
  return scopes;
}

function unclear(message: string): GatewayError {
  return new GatewayError('invalid_request', message, { hint: 'Nothing was allowed yet.' });
}

/** What the form shows as chosen: what the client may do already. */
export interface ShownChoice {
  readonly access?: Access | undefined;
  readonly picked: ReadonlySet<string>;
  readonly patterns: string;
}

export function shownChoice(
  scopes: readonly string[] | undefined,
  names: ReadonlySet<string>,
): ShownChoice {
  if (scopes === undefined) return { picked: new Set(), patterns: '' };
  if (scopes.includes('*')) return { access: 'all', picked: new Set(), patterns: '' };
  const picked = scopes.filter((scope) => names.has(scope));
  const patterns = scopes.filter((scope) => !names.has(scope)).join(', ');
  return { access: 'some', picked: new Set(picked), patterns };
}

/** The words in which a person weighs an effect. */
export const effectWords: Record<Effect, string> = {
  read: 'Looks at things, and changes nothing',
  write: 'Changes things that can be changed back',
  outward: 'Reaches other people, or leaves the house',
  destructive: 'Cannot be undone',
};
