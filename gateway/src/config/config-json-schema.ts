import { z } from 'zod';
import { FileConfig } from './config-schema.ts';

/** JSON Schema of tutti.yaml, for editors. */
export function configJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(FileConfig, {
    io: 'input',
    override: ({ jsonSchema }) => allowVariable(jsonSchema),
  });
  return {
    $schema,
    title: 'Configuration of Tutti (tutti.yaml)',
    description: 'Any value may be taken from the environment: ${NAME}.',
    ...schema,
  };
}

/* Otherwise an editor would underline `port: ${PORT}`, which is a text until the gateway reads it. */
function allowVariable(schema: z.core.JSONSchema.BaseSchema): void {
  const { type, description: _description, default: _default, ...rest } = schema;
  if (type !== 'number' && type !== 'integer') return;
  for (const name of Object.keys(rest)) delete schema[name];
  delete schema.type;
  schema.anyOf = [
    { type, ...rest },
    { type: 'string', pattern: String.raw`^\$\{[A-Za-z_][A-Za-z0-9_]*\}$` },
  ];
}
