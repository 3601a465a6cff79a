import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApprovalDecision, type Approval, type Job } from '#contract';
import { GatewayError } from '../../../platform/gateway-error.ts';
import type { HttpParts } from '../http-parts.ts';
import { parseRequest } from '../parse-request.ts';
import { formFields } from './form-fields.ts';
import { freshSession, sendPage, sendSignIn, signInForms, visitOf } from './owner-visit.ts';
import { refuseForeignForm, refuseForeignToken } from './refuse-foreign-form.ts';
import { isOpen, renderApproval } from './render-approval.ts';
import { renderApprovals } from './render-approvals.ts';

const shownWaiting = 100;
const shownLatest = 20;
const lookAgainSeconds = 2;

export async function sendApprovalsPage(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: HttpParts,
): Promise<FastifyReply> {
  const visit = visitOf(request, parts);
  if (!visit.session) return sendSignIn(reply, { visit, next: '/owner/approvals' }, parts);
  const { approvalDesk, ownerAccess } = parts;
  const { items: waiting } = await approvalDesk.list({ status: 'waiting', limit: shownWaiting });
  const { items: latest } = await approvalDesk.list({ limit: shownLatest });
  const { base } = visit.site;
  const content = renderApprovals({ waiting, latest, base, now: ownerAccess.now() });
  return sendPage(reply, { visit, title: 'Approvals' }, content);
}

/** Shows one request. However often it is opened, and by whom, it changes nothing. */
export async function sendApprovalPage(
  request: FastifyRequest<ById>,
  reply: FastifyReply,
  parts: HttpParts,
): Promise<FastifyReply> {
  const visit = visitOf(request, parts);
  const next = `/owner/approvals/${request.params.id}`;
  if (!visit.session) return sendSignIn(reply, { visit, next }, parts);
  const approval = await parts.approvalDesk.get(request.params.id);
  const signIn = await signInForms(visit.site, next, parts);
  const now = parts.ownerAccess.now();
  const job = await jobOf(approval, parts);
  const asksPasskey = signIn.passkeyOptions !== undefined && isOpen({ approval, now });
  const goesOn = job?.status === 'queued' || job?.status === 'running';
  return sendPage(
    reply,
    {
      visit,
      title: approval.intent,
      asksPasskey,
      ...(goesOn && { refreshSeconds: lookAgainSeconds }),
    },
    renderApproval({ approval, job, session: visit.session, now, signIn }),
  );
}

/* A job is forgotten before an approval that is still remembered. */
async function jobOf(approval: Approval, { ownerDesk }: HttpParts): Promise<Job | undefined> {
  if (approval.status !== 'approved') return undefined;
  try {
    return await ownerDesk.get(approval.job_id);
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'job_not_found') return undefined;
    throw error;
  }
}

interface ById {
  Params: { id: string };
}

/** `POST /owner/approvals/{id}/decision`: what the buttons of the page send. */
export function decisionRoute(app: FastifyInstance, parts: HttpParts): void {
  app.post<ById>('/owner/approvals/:id/decision', async (request, reply) => {
    refuseForeignForm(request.headers);
    const fields = formFields(request.body);
    const visit = visitOf(request, parts);
    const { id } = request.params;
    const next = `/owner/approvals/${id}`;
    if (!visit.session) return sendSignIn(reply, { visit, next }, parts);
    refuseForeignToken(visit.session, fields['form_token']);
    const decision = decisionOf(fields);
    const back = `${visit.site.base}${next}`;
    /* The page asks for the proof. */
    if (decision.decision === 'approve' && !freshSession(visit, parts.ownerAccess.now()))
      return reply.redirect(back, 303);
    await decide(id, decision, parts);
    return reply.redirect(back, 303);
  });
}

/* Whoever was faster: the page shows what was decided. */
async function decide(
  id: string,
  decision: ApprovalDecision,
  { approvalDesk }: HttpParts,
): Promise<void> {
  try {
    await approvalDesk.decide(id, decision);
  } catch (error) {
    const isTooLate = error instanceof GatewayError && tooLate.has(error.code);
    if (!isTooLate) throw error;
  }
}

const tooLate = new Set<string>(['approval_decided', 'approval_expired']);

function decisionOf({ action, remember_until: day }: Readonly<Record<string, string>>) {
  const wanted =
    action === 'remember'
      ? { decision: 'approve', remember_until: `${day}T23:59:59Z` }
      : { decision: action };
  return parseRequest(ApprovalDecision, wanted, 'Open the page anew and press a button there.');
}
