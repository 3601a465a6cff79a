import type { FastifyInstance } from 'fastify';
import {
  ApprovalDecision,
  KeyRequest,
  OwnerJobsQuery,
  PolicyTestRequest,
  Resolution,
  ReviewDecision,
  ReviewsQuery,
} from '#contract';
import type { HttpParts } from './http-parts.ts';
import { parseRequest } from './parse-request.ts';
import { requireOwner } from './request-context.ts';

/** `/owner/*`: what only the human in charge may do. */
export function ownerRoutes(app: FastifyInstance, parts: HttpParts): void {
  void app.register(async (owner) => {
    owner.addHook('onRequest', async (request, reply) => requireOwner(request, reply, parts));
    owner.post('/owner/reload', async () => ({ reloaded: await parts.reload() }));
    callerRoutes(owner, parts);
    ruleRoutes(owner, parts);
    jobRoutes(owner, parts);
  });
}

/** Who may come in. */
function callerRoutes(owner: FastifyInstance, parts: HttpParts): void {
  const { keyRing } = parts;

  owner.get('/owner/callers', async () => keyRing.listCallers());

  owner.post('/owner/keys', async (request, reply) => {
    const wanted = parseRequest(
      KeyRequest,
      request.body,
      'For example {"caller": "chatgpt", "scopes": ["memory.*"]}.',
    );
    return reply.code(201).send(await keyRing.createKey(wanted));
  });

  owner.post<{ Params: { key_id: string } }>('/owner/keys/:key_id/revoke', async (request) => {
    await keyRing.revokeKey(request.params.key_id);
    return { revoked: true };
  });

  owner.post<{ Params: { caller: string } }>('/owner/callers/:caller/revoke', async (request) => ({
    revoked_keys: await keyRing.revokeCaller(request.params.caller),
  }));

  owner.post<{ Params: { client: string } }>('/owner/clients/:client/revoke', async (request) => ({
    revoked: await revokeClient(request.params.client, parts),
  }));
}

/* By the id of one consent, or by the name of a caller: then all that it was given. */
async function revokeClient(client: string, { signIn, directory }: HttpParts): Promise<number> {
  if (directory.findCaller(client)) return signIn.consents.revokeOf(client);
  await signIn.consents.revoke(client);
  return 1;
}

/** What may be called, and how a call would be decided. */
function ruleRoutes(owner: FastifyInstance, { reviewDesk, policyDesk }: HttpParts): void {
  owner.get('/owner/reviews', async (request) =>
    reviewDesk.list(parseRequest(ReviewsQuery, request.query, 'GET /owner/reviews?source=files')),
  );

  owner.post('/owner/reviews', async (request) =>
    reviewDesk.decide(
      parseRequest(
        ReviewDecision,
        request.body,
        'Send {"engine": "mcp", "source": "files", "accept": [{"name": …, "digest": …, "effect": "read"}]}.',
      ),
    ),
  );

  owner.post('/owner/policy/test', async (request) =>
    policyDesk.test(
      parseRequest(
        PolicyTestRequest,
        request.body,
        'For example {"intent": "memory.forget", "inputs": {"id": "mem_…"}, "caller": "chatgpt"}.',
      ),
    ),
  );
}

/** What was called: approvals, jobs, and outcomes that nobody knows. */
function jobRoutes(owner: FastifyInstance, { approvalDesk, ownerDesk }: HttpParts): void {
  owner.post<{ Params: { id: string } }>('/owner/approvals/:id/decide', async (request) => {
    const decision = parseRequest(
      ApprovalDecision,
      request.body,
      'Send {"decision": "approve"} or {"decision": "deny"}.',
    );
    return approvalDesk.decide(request.params.id, decision);
  });

  owner.get('/owner/jobs', async (request) =>
    ownerDesk.list(parseRequest(OwnerJobsQuery, request.query, 'GET /owner/jobs?status=unknown')),
  );

  owner.get<{ Params: { id: string } }>('/owner/jobs/:id', async (request) =>
    ownerDesk.get(request.params.id),
  );

  owner.post<{ Params: { id: string } }>('/owner/jobs/:id/resolve', async (request) =>
    ownerDesk.resolve(
      request.params.id,
      parseRequest(Resolution, request.body, 'Send {"outcome": "happened"} or {"outcome": "not"}.'),
    ),
  );
}
