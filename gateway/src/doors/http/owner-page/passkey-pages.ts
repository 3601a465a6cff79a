import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OwnerSession } from '../../../identity/owner-sessions.ts';
import { GatewayError } from '../../../platform/gateway-error.ts';
import type { HttpParts } from '../http-parts.ts';
import { formFields } from './form-fields.ts';
import { freshSession, sendPage, sendSignIn, visitOf } from './owner-visit.ts';
import { refuseForeignForm, refuseForeignToken } from './refuse-foreign-form.ts';
import { renderPasskeys } from './render-passkeys.ts';

const page = '/owner/passkeys';

/** `/owner/passkeys`: looks at them, adds and removes them. */
export function passkeyPages(app: FastifyInstance, parts: HttpParts): void {
  const { passkeys, now } = parts.ownerAccess;

  app.get(page, async (request, reply) => {
    const visit = visitOf(request, parts);
    const { site, session } = visit;
    if (!session) return sendSignIn(reply, { visit, next: page }, parts);
    const mayAdd = site.party && freshSession(visit, now())?.by === 'key';
    const creationOptions =
      site.party && mayAdd
        ? await passkeys.creationOptions(site.party, addingIn(session))
        : undefined;
    const view = { passkeys: await passkeys.list(), session, site, now: now(), creationOptions };
    const frame = { visit, title: 'Passkeys', asksPasskey: creationOptions !== undefined };
    return sendPage(reply, frame, renderPasskeys(view));
  });

  app.post(page, async (request, reply) => {
    const { site, session, fields } = formOf(request, parts);
    if (session.by !== 'key') throw keyNeeded();
    const { passkey: answer = '', label = '' } = fields;
    const named = label.trim().slice(0, 60) || 'A passkey';
    if (!site.party) throw keyNeeded();
    await passkeys.add(site.party, { answer, label: named, purpose: addingIn(session) });
    return reply.redirect(`${site.base}${page}`, 303);
  });

  app.post(`${page}/remove`, async (request, reply) => {
    const { site, fields } = formOf(request, parts);
    await passkeys.remove(fields['id'] ?? '');
    return reply.redirect(`${site.base}${page}`, 303);
  });
}

/* What a passkey signs to be added counts in the session that asked for it. */
function addingIn({ formToken }: OwnerSession): string {
  return `add ${formToken}`;
}

/** A form of somebody who has just signed in. */
function formOf(request: FastifyRequest, parts: HttpParts) {
  refuseForeignForm(request.headers);
  const fields = formFields(request.body);
  const visit = visitOf(request, parts);
  if (visit.session) refuseForeignToken(visit.session, fields['form_token']);
  const session = freshSession(visit, parts.ownerAccess.now());
  if (!session) throw keyNeeded();
  return { site: visit.site, session, fields };
}

function keyNeeded(): GatewayError {
  return new GatewayError('owner_only', 'This takes a sign-in of the last five minutes.', {
    hint: 'Nothing was changed. Sign in once more (to add a passkey: with the owner key), and try again.',
  });
}
