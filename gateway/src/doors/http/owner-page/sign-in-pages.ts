import type { FastifyInstance } from 'fastify';
import { httpStatusOfCode } from '#contract';
import { GatewayError } from '../../../platform/gateway-error.ts';
import type { HttpParts } from '../http-parts.ts';
import { formFields } from './form-fields.ts';
import { safeNext, sendSignIn, visitOf, type OwnerVisit } from './owner-visit.ts';
import { refuseForeignForm, refuseForeignToken } from './refuse-foreign-form.ts';
import { endedCookie, sessionCookie } from './session-cookie.ts';

/** `/owner/sign-in` and `/owner/sign-out`. */
export function signInPages(app: FastifyInstance, parts: HttpParts): void {
  const { sessions } = parts.ownerAccess;

  app.get<{ Querystring: { next?: string } }>('/owner/sign-in', async (request, reply) => {
    const next = safeNext(request.query.next);
    return sendSignIn(reply, { status: 200, visit: visitOf(request, parts), next }, parts);
  });

  app.post('/owner/sign-in', async (request, reply) => {
    refuseForeignForm(request.headers);
    const fields = formFields(request.body);
    const visit = visitOf(request, parts);
    const next = safeNext(fields['next']);
    try {
      const token = await signIn(fields, { visit, address: request.ip }, parts);
      /* A new token at each sign-in: one that was there before gains nothing by it. */
      sessions.close(visit.token);
      return await reply
        .header('set-cookie', sessionCookie(token, visit.site))
        .redirect(`${visit.site.base}${next}`, 303);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const problem = `${error.message} ${error.hint}`;
      const status = httpStatusOfCode[error.code];
      return sendSignIn(reply, { status, visit, next, problem }, parts);
    }
  });

  app.post('/owner/sign-out', async (request, reply) => {
    refuseForeignForm(request.headers);
    const { site, token, session } = visitOf(request, parts);
    if (session) refuseForeignToken(session, formFields(request.body)['form_token']);
    sessions.close(token);
    return reply
      .header('set-cookie', endedCookie(site))
      .redirect(`${site.base}/owner/sign-in`, 303);
  });
}

async function signIn(
  { owner_key: key, passkey }: Readonly<Record<string, string>>,
  { visit, address }: { visit: OwnerVisit; address: string },
  { ownerAccess }: HttpParts,
): Promise<string> {
  const { party } = visit.site;
  if (passkey !== undefined && party)
    return ownerAccess.signIn.byPasskey(passkey, { party, address });
  return ownerAccess.signIn.byKey(key ?? '', address);
}
