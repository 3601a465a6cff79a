import type { JsonObject, JsonValue } from '../../../platform/json.ts';
import { html, joined, nothing, type Html } from '../html.ts';
import { listOf, objectOf, schemaRows, type SchemaRow } from './schema-rows.ts';

const refPrefix = '#/components/schemas/';

type NamedSchemas = Readonly<Record<string, JsonObject>>;

/** The fields of an object schema as a table; anything else in one line. */
export function renderSchema(schema: JsonObject, caption: string, named: NamedSchemas = {}): Html {
  const rows = schemaRows(schema);
  if (rows.length === 0) return html`<p>${renderType(schema)} ${meaningOf(schema)}</p>`;
  const described = rows.map((row) => ({ ...row, schema: withMeaning(row.schema, named) }));
  return renderFields(described, caption);
}

/* A field that only names its schema means what that schema means. */
function withMeaning(field: JsonObject, named: NamedSchemas): JsonObject {
  const { $ref } = field;
  const description = typeof $ref === 'string' && named[nameIn($ref)]?.['description'];
  return description ? { description, ...field } : field;
}

export function renderFields(rows: readonly SchemaRow[], caption: string): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(renderRow)}
      </tbody>
    </table>
  </div>`;
}

function renderRow({ name, required, schema }: SchemaRow): Html {
  return html`<tr>
    <th scope="row">
      <code>${name}</code>${required ? html` <span class="required">required</span>` : nothing}
    </th>
    <td>${renderType(schema)}</td>
    <td>${meaningOf(schema)}</td>
  </tr> `;
}

function meaningOf({ description, default: preset }: JsonObject): Html {
  const text = typeof description === 'string' ? html`${description} ` : nothing;
  const shown = preset === undefined || JSON.stringify(preset) === '{}' ? undefined : preset;
  return shown === undefined
    ? text
    : html`${text}<span class="muted">Default <code>${JSON.stringify(shown)}</code>.</span>`;
}

/** The type of a value in a few words; named schemas are links to their own table. */
export function renderType(schema: JsonObject): Html {
  const { $ref, enum: choices, const: only, anyOf, type, items } = schema;
  if (typeof $ref === 'string') return renderRef($ref);
  if (choices !== undefined) return joined(listOf(choices).map(renderValue), ' | ');
  if (only !== undefined) return renderValue(only);
  if (anyOf !== undefined) {
    return joined(
      listOf(anyOf).map((option) => renderType(objectOf(option))),
      ' or ',
    );
  }
  if (type === 'array') return html`list of ${renderType(objectOf(items))}${limitsOf(schema)}`;
  if (typeof type === 'string') return html`${type}${limitsOf(schema)}`;
  if (Array.isArray(type)) return html`${type.join(' or ')}${limitsOf(schema)}`;
  return html`anything`;
}

function renderRef(ref: string): Html {
  const name = nameIn(ref);
  return html`<a href="#schema-${name}">${name}</a>`;
}

function nameIn(ref: string): string {
  return ref.replace(refPrefix, '');
}

function renderValue(value: JsonValue): Html {
  return html`<code>${JSON.stringify(value)}</code>`;
}

const safeInteger = Number.MAX_SAFE_INTEGER;

function limitsOf(schema: JsonObject): Html {
  const limits = [
    typeof schema['format'] === 'string' ? schema['format'] : '',
    range(schema['minimum'], schema['maximum'], ''),
    range(schema['minLength'], schema['maxLength'], ' characters'),
    range(schema['minItems'], schema['maxItems'], ' items'),
  ].filter((limit) => limit !== '');
  return limits.length === 0 ? nothing : html` <span class="muted">(${limits.join(', ')})</span>`;
}

/* What zod calls an integer ends where numbers stop being exact: that says nothing to a reader. */
function range(least: JsonValue | undefined, most: JsonValue | undefined, unit: string): string {
  const from = typeof least === 'number' && least > -safeInteger ? least : undefined;
  const to = typeof most === 'number' && most < safeInteger ? most : undefined;
  if (from !== undefined && to !== undefined) return `${from} to ${to}${unit}`;
  if (from !== undefined) return `at least ${from}${unit}`;
  return to === undefined ? '' : `at most ${to}${unit}`;
}
