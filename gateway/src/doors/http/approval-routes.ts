import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApprovalsQuery, httpStatusOfCode } from '#contract';
import { errorBodyOf, GatewayError } from '../../platform/gateway-error.ts';
import { html } from './html.ts';
import type { HttpParts } from './http-parts.ts';
import { clientPages } from './oauth/client-pages.ts';
import { connectPages } from './oauth/connect-pages.ts';
import { decisionRoute, sendApprovalPage, sendApprovalsPage } from './owner-page/approval-pages.ts';
import { sendPage, visitOf, wantsPage } from './owner-page/owner-visit.ts';
import { passkeyPages } from './owner-page/passkey-pages.ts';
import { signInPages } from './owner-page/sign-in-pages.ts';
import { parseRequest } from './parse-request.ts';
import { requireOwner } from './request-context.ts';

/* What a passkey signs to be added is the largest. */
const formMaxBytes = 65_536;

interface ById {
  Params: { id: string };
}

/**
 * `/owner/approvals`: JSON for whoever brings the owner key, a page behind sign-in for browsers.
 * A key of a caller is refused on all of it.
 */
export function approvalRoutes(app: FastifyInstance, parts: HttpParts): void {
  const { approvalDesk } = parts;

  void app.register(async (scope) => {
    readForms(scope);
    scope.addHook('onRequest', async (request, reply) => {
      if (request.headers.authorization !== undefined) requireOwner(request, reply, parts);
    });
    scope.setErrorHandler((error, request, reply) => {
      if (!wantsPage(request) || !(error instanceof GatewayError)) throw error;
      return sendProblem(error, { request, reply }, parts);
    });

    scope.get('/owner/approvals', async (request, reply) => {
      if (wantsPage(request)) return sendApprovalsPage(request, reply, parts);
      requireOwner(request, reply, parts);
      return approvalDesk.list(
        parseRequest(ApprovalsQuery, request.query, 'GET /owner/approvals?status=waiting'),
      );
    });

    scope.get<ById>('/owner/approvals/:id', async (request, reply) => {
      if (wantsPage(request)) return sendApprovalPage(request, reply, parts);
      requireOwner(request, reply, parts);
      return approvalDesk.get(request.params.id);
    });

    decisionRoute(scope, parts);
    signInPages(scope, parts);
    passkeyPages(scope, parts);
    connectPages(scope, parts);
    clientPages(scope, parts);
  });
}

/* Forms are read here and nowhere else: a form of a foreign page can be sent without asking. */
function readForms(scope: FastifyInstance): void {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formMaxBytes },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
}

function sendProblem(
  error: GatewayError,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  parts: HttpParts,
): FastifyReply {
  const { code, message, hint } = errorBodyOf(error);
  const visit = visitOf(request, parts);
  const content = html`<h1>That did not work</h1>
    <p class="card">${message}</p>
    <p class="muted">${hint}</p>
    <p><a href="${visit.site.base}/owner/approvals">To the approvals</a></p>`;
  return sendPage(reply, { status: httpStatusOfCode[code], visit, title: 'Not done' }, content);
}
