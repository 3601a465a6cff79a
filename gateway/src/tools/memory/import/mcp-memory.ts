import type { JsonObject, JsonValue } from '../../../platform/json.ts';
import type { ForeignMemory } from './imported.ts';

/**
 * A line of the file of the MCP memory server: an entity with its observations, or a relation.
 * An observation seldom names whom it is about, so the name is put before it where it does not. Else why there is nothing in it.
 */
export function mcpMemories(value: JsonObject): readonly ForeignMemory[] | string {
  if (value['type'] === 'relation') return relation(value);
  const { name, entityType, observations } = value;
  if (typeof name !== 'string') return 'an entity has no "name"';
  const texts = listOfTexts(observations);
  const tags = typeof entityType === 'string' && entityType !== '' ? [entityType] : [];
  const said = texts.map((text) => (text.includes(name) ? text : `${name}: ${text}`));
  const known = said.length > 0 ? said : [tags[0] === undefined ? name : `${name} (${tags[0]})`];
  return known.map((text) => ({ kind: 'foreign', text, source: `mcp-memory:${name}`, tags }));
}

function relation({ from, to, relationType }: JsonObject): readonly ForeignMemory[] | string {
  if (typeof from !== 'string' || typeof to !== 'string' || typeof relationType !== 'string') {
    return 'a relation needs "from", "to" and "relationType"';
  }
  const text = `${from} ${relationType.replaceAll('_', ' ')} ${to}`;
  return [{ kind: 'foreign', text, source: `mcp-memory:${from}`, tags: ['relation'] }];
}

function listOfTexts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value)
    ? value.filter((item) => typeof item === 'string' && item.trim() !== '').map(String)
    : [];
}
