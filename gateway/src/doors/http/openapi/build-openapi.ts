import { ErrorAnswer } from '#contract';
import { componentSchemas } from './contract-schemas.ts';
import type { OpenApiDocument, OpenApiOperation, SecurityScheme } from './openapi-document.ts';
import { openApiOperation } from './openapi-operation.ts';
import type { Profile } from './openapi-query.ts';
import type { Operation, Tag } from './operation.ts';
import { operations } from './operations.ts';

interface DocumentOptions {
  readonly version: string;
  /** Where the gateway is reached, as far as it knows. */
  readonly serverUrl?: string | undefined;
  readonly profile: Profile;
}

/** The OpenAPI document of the HTTP door. Its schemas are those of the contract. */
export function buildOpenApi({ version, serverUrl, profile }: DocumentOptions): OpenApiDocument {
  const shown = profile === 'full' ? operations : operations.filter(({ assistant }) => assistant);
  const server = profile === 'full' ? { url: serverUrl ?? '/' } : publicServer(serverUrl);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tutti',
      version,
      description: [about, server.note].filter(Boolean).join(' '),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: server.url }],
    security: [{ callerKey: [] }],
    tags: tagsOf(shown),
    paths: pathsOf(shown, profile),
    components: {
      schemas: componentSchemas({ input: sentBy(shown), output: answeredBy(shown) }),
      securitySchemes: profile === 'full' ? { callerKey, ownerKey } : { callerKey },
    },
  };
}

const about =
  'One door between AI assistants and everything their owner runs. An assistant states an intent; Tutti checks it, runs it once, and keeps a receipt.';

const tagDescriptions: Record<Tag, string> = {
  Calls: 'Ask for something.',
  Jobs: 'Runs that take longer than one call.',
  Catalog: 'What can be asked for.',
  Records: 'What was done, and results too large for one answer.',
  Owner: 'What only the owner may do, with the owner key.',
  Service: 'The gateway itself.',
};

const callerKey: SecurityScheme = {
  type: 'http',
  scheme: 'bearer',
  description: 'The key of a caller: tutti_…. The owner makes it with "tutti keys create".',
};

const ownerKey: SecurityScheme = {
  type: 'http',
  scheme: 'bearer',
  description: 'The owner key. No key of a caller opens these calls.',
};

interface Server {
  readonly url: string;
  readonly note?: string;
}

/* ChatGPT calls over https only, so an address of the house would be refused on import. */
function publicServer(serverUrl: string | undefined): Server {
  if (
    serverUrl !== undefined &&
    URL.canParse(serverUrl) &&
    new URL(serverUrl).protocol === 'https:'
  ) {
    return { url: serverUrl.replace(/\/+$/, '') };
  }
  return {
    url: 'https://tutti.example.org',
    note: 'The server named here is a placeholder: set public_url in tutti.yaml to the https address of this gateway, and import again.',
  };
}

function tagsOf(shown: readonly Operation[]): OpenApiDocument['tags'] {
  return [...new Set(shown.map(({ tag }) => tag))].map((name) => ({
    name,
    description: tagDescriptions[name],
  }));
}

function pathsOf(shown: readonly Operation[], profile: Profile): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const operation of shown) {
    const [method, path] = operation.call.split(' ') as ['GET' | 'POST', string];
    paths[path] = { ...paths[path], [method.toLowerCase()]: openApiOperation(operation, profile) };
  }
  return paths;
}

function sentBy(shown: readonly Operation[]) {
  return shown.flatMap(({ body }) => body?.schema ?? []);
}

function answeredBy(shown: readonly Operation[]) {
  const answered = shown.flatMap(({ answers }) =>
    Object.values(answers).flatMap((form) => ('schema' in form ? form.schema : [])),
  );
  return [...answered, ErrorAnswer];
}
