import type { OpenApiOperation, SecurityRequirement } from '../openapi/openapi-document.ts';

interface CurlTarget {
  readonly server: string;
  readonly method: string;
  readonly path: string;
  readonly operation: OpenApiOperation;
  readonly defaultSecurity: readonly SecurityRequirement[];
}

/** A command line that makes the call: `{names}` of the path stand in capitals, to be replaced. */
export function curlExample({ server, method, path, operation, ...rest }: CurlTarget): string {
  const [security] = operation.security ?? rest.defaultSecurity;
  const key = security && ('ownerKey' in security ? 'TUTTI_OWNER_KEY' : 'TUTTI_API_KEY');
  const [example] = Object.values(
    operation.requestBody?.content['application/json']?.examples ?? {},
  );
  const url = server + path.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase());
  return [
    `curl${streams(operation) ? ' -N' : ''}${method === 'post' ? ' -X POST' : ''} ${quoted(url)}`,
    ...(key ? [`-H "Authorization: Bearer $${key}"`] : []),
    ...(example
      ? ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(example.value))}`]
      : []),
  ].join(' \\\n  ');
}

function streams({ responses }: OpenApiOperation): boolean {
  return Object.values(responses).some(({ content }) => 'text/event-stream' in content);
}

/* The server's name came with the request, and the line will be pasted into a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
