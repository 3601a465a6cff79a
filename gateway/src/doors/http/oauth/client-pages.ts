import type { FastifyInstance } from 'fastify';
import type { ClientInfo } from '#contract';
import { formFields } from '../owner-page/form-fields.ts';
import { html, type Html } from '../html.ts';
import type { HttpParts } from '../http-parts.ts';
import { sendPage, sendSignIn, visitOf, wantsPage } from '../owner-page/owner-visit.ts';
import { refuseForeignForm, refuseForeignToken } from '../owner-page/refuse-foreign-form.ts';
import { renderFormToken } from '../owner-page/render-page.ts';
import { renderTime } from '../owner-page/render-time.ts';
import { visible } from '../owner-page/visible-text.ts';
import { requireOwner } from '../request-context.ts';
import type { OwnerSession } from '../../../identity/owner-sessions.ts';
import { listClients } from './list-clients.ts';

const page = '/owner/clients';

/** `/owner/clients`: who was let in by sign-in; JSON for the owner key, a page with buttons for browsers. */
export function clientPages(app: FastifyInstance, parts: HttpParts): void {
  app.get(page, async (request, reply) => {
    if (!wantsPage(request)) {
      requireOwner(request, reply, parts);
      return { items: await listClients(parts) };
    }
    const visit = visitOf(request, parts);
    const { session } = visit;
    if (!session) return sendSignIn(reply, { visit, next: page }, parts);
    const clients = await listClients(parts);
    const view = { session, base: visit.site.base, now: parts.ownerAccess.now() };
    return sendPage(reply, { visit, title: 'Clients' }, renderClients(clients, view));
  });

  app.post(`${page}/end`, async (request, reply) => {
    refuseForeignForm(request.headers);
    const fields = formFields(request.body);
    const visit = visitOf(request, parts);
    if (!visit.session) return sendSignIn(reply, { visit, next: page }, parts);
    refuseForeignToken(visit.session, fields['form_token']);
    await parts.signIn.consents.revoke(fields['id'] ?? '');
    return reply.redirect(visit.site.base + page, 303);
  });
}

interface View {
  readonly session: OwnerSession;
  readonly base: string;
  readonly now: number;
}

function renderClients(clients: readonly ClientInfo[], view: View): Html {
  const live = clients.filter(({ state }) => state === 'live');
  return html`<h1>Clients</h1>
    <p>
      Assistants and programs that you let in by sign-in. Who has a key instead is listed by
      <code>tutti keys</code>.
    </p>
    ${
      live.length === 0
        ? html`<p class="card">Nobody is let in by sign-in.</p>`
        : html`<ul class="plain card">
            ${live.map((client) => renderClient(client, view))}
          </ul>`
    }`;
}

function renderClient(client: ClientInfo, { session, base, now }: View): Html {
  const used = client.last_used_at;
  return html`<li>
    <b>${visible(client.client || client.redirect_host)}</b> as <b>${visible(client.caller)}</b>
    <div class="muted">
      ${visible(client.redirect_host)} · since ${renderTime(client.created_at, now)} ·
      ${used === undefined ? html`never used` : html`used ${renderTime(used, now)}`}
    </div>
    <div>May use: ${visible(client.scopes.join(', '))}</div>
    <form method="post" action="${base}${page}/end">
      ${renderFormToken(session)}
      <input type="hidden" name="id" value="${client.consent_id}" />
      <button class="small">End</button>
    </form>
  </li>`;
}
