import { canonicalJson } from '../platform/canonical-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../platform/json.ts';

/** One place where two forms of a definition differ, as text; empty where it is not there. */
export interface DefinitionChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

const mostChanges = 50;

/** What differs between what was accepted and what is offered, field by field. */
export function definitionChanges(
  before: JsonObject,
  after: JsonObject,
): readonly DefinitionChange[] {
  return changesAt('', before, after).slice(0, mostChanges);
}

function changesAt(
  field: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): DefinitionChange[] {
  if (isJsonObject(before) && isJsonObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) =>
      changesAt(field === '' ? name : `${field}.${name}`, before[name], after[name]),
    );
  }
  const [was, is] = [textOf(before), textOf(after)];
  return was === is ? [] : [{ field, before: was, after: is }];
}

function textOf(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : canonicalJson(value);
}
