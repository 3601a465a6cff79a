import type { N8n } from './n8n-process.ts';

export interface Workflow {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly nodes: readonly WorkflowNode[];
  readonly connections: object;
  readonly settings: object;
}

export interface WorkflowNode {
  readonly name: string;
  readonly type: string;
  readonly parameters: Record<string, unknown>;
  readonly credentials?: Record<string, { id: string | null; name: string }>;
}

export interface N8nApi {
  readonly key: string;
  /** Which show that its owner is signed in. */
  readonly ownerHeaders: Readonly<Record<string, string>>;
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** What the pages of n8n ask for while its owner is signed in. */
  asOwner<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Creates a credential with all of its data, tokens of OAuth included. */
  addCredential(credential: { name: string; type: string; data: object }): Promise<string>;
}

const OWNER = {
  email: 'owner@example.org',
  firstName: 'Ada',
  lastName: 'O',
  password: 'Correct-horse-1',
};

/** Makes the owner of a fresh n8n, and an API key. */
export async function openN8nApi(n8n: N8n): Promise<N8nApi> {
  const setUp = await fetch(`${n8n.url}/rest/owner/setup`, json(OWNER));
  const cookie = setUp.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const signedIn = { cookie, 'browser-id': 'tests' };
  const scopes = await fetch(`${n8n.url}/rest/api-keys/scopes`, { headers: signedIn });
  const { data } = (await scopes.json()) as { data: string[] };
  const made = await fetch(
    `${n8n.url}/rest/api-keys`,
    json({ label: 'tests', expiresAt: null, scopes: data }, signedIn),
  );
  const { rawApiKey: key } = ((await made.json()) as { data: { rawApiKey: string } }).data;

  const asOwner = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${n8n.url}/rest${path}`, {
      ...(body === undefined ? { headers: signedIn } : json(body, signedIn)),
      method,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (JSON.parse(text) as { data: T }).data;
  };

  return {
    key,
    ownerHeaders: signedIn,
    asOwner,
    async call<T>(method: string, path: string, body?: unknown): Promise<T> {
      const answer = await fetch(`${n8n.url}/api/v1${path}`, {
        ...(body === undefined ? {} : json(body)),
        method,
        headers: { 'X-N8N-API-KEY': key, 'content-type': 'application/json' },
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    async addCredential(credential) {
      return (await asOwner<{ id: string }>('POST', '/credentials', credential)).id;
    },
  };
}

function json(body: unknown, headers: Record<string, string> = {}) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}
