import { createClient } from '@hey-api/openapi-ts';

/**
 * Generates a TypeScript client from an OpenAPI document, by its address, into a folder.
 * It stands in a package of its own because the generator needs the interface of TypeScript 6.
 */
export async function generateClient({
  document,
  folder,
}: {
  document: string;
  folder: string;
}): Promise<void> {
  await createClient({
    input: document,
    output: { path: folder, tsConfigPath: null, module: { extension: '.ts' } },
    plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
    logs: { level: 'silent', file: false },
  });
}
