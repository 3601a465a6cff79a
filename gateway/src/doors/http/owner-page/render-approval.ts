import type { Approval, Job } from '#contract';
import { isFresh, type OwnerSession } from '../../../identity/owner-sessions.ts';
import { canonicalJson } from '../../../platform/canonical-json.ts';
import { isoTime } from '../../../platform/clock.ts';
import { html, joined, nothing, type Html } from '../html.ts';
import { renderOutcome } from './render-outcome.ts';
import { renderFormToken } from './render-page.ts';
import { renderSignInForms, type SignInForms } from './render-sign-in.ts';
import { renderTime } from './render-time.ts';
import { renderFields } from './render-value.ts';
import { visible } from './visible-text.ts';

const dayMs = 24 * 60 * 60_000;

export interface ApprovalView {
  readonly approval: Approval;
  /** Once it was approved, as long as it is kept. */
  readonly job?: Job | undefined;
  readonly session: OwnerSession;
  readonly now: number;
  readonly signIn: SignInForms;
}

/** One request in full, and what can be done with it. */
export function renderApproval(view: ApprovalView): Html {
  const { approval, now } = view;
  const { intent, effect, caller, space } = approval;
  return html`<h1>${visible(intent)} <span class="effect ${effect}">${effect}</span></h1>
    ${renderStanding(view)}
    <p>
      Asked by <b>${visible(caller)}</b> in the space <b>${visible(space)}</b>,
      ${renderTime(approval.asked_at, now)}.
    </p>
    <h2>What it asks for</h2>
    ${renderFields(approval.inputs)} ${renderTarget(approval)} ${renderWould(view)}
    <h2>Why you are asked</h2>
    <p>${renderRules(approval)}</p>
    ${isOpen(view) ? renderActions(view) : nothing} `;
}

export function isOpen({ approval, now }: Pick<ApprovalView, 'approval' | 'now'>): boolean {
  return approval.status === 'waiting' && Date.parse(approval.expires_at) > now;
}

function renderTarget({ target }: Approval): Html {
  if (!target) return nothing;
  return html`<h2>What it acts on</h2>
    ${renderFields(target)}`;
}

/* Many tools preview by showing their inputs: once is enough. */
function renderWould(view: ApprovalView): Html {
  const { note, would, inputs } = view.approval;
  const same = canonicalJson(would) === canonicalJson(inputs);
  return html`<h2>${isOpen(view) ? 'What would happen' : 'What you were shown'}</h2>
    <p>${visible(note)}</p>
    ${same ? nothing : renderFields(would)}`;
}

function renderRules({ rules }: Approval): Html {
  const names = rules.map((rule) => html`<b>${visible(rule)}</b>`);
  const word = rules.length === 1 ? 'The rule' : 'The rules';
  return html`${word} ${joined(names, ', ')} ${rules.length === 1 ? 'asks' : 'ask'} for your
  approval.`;
}

function renderStanding(view: ApprovalView): Html {
  const { approval, now } = view;
  if (isOpen(view)) {
    return html`<p class="card notice">
      Nothing was done yet. Without your decision it ends ${renderTime(approval.expires_at, now)}.
    </p>`;
  }
  const decided = approval.decided_at ?? approval.expires_at;
  return html`<section class="card notice" role="status">
    <p><b>${standing[approval.status]}</b> ${renderTime(decided, now)}</p>
    ${renderRemembered(view)} ${view.job ? renderOutcome(view.job) : nothing}
  </section>`;
}

const standing: Record<Approval['status'], string> = {
  waiting: 'Nobody decided in time, so nothing was done:',
  approved: 'You approved it:',
  denied: 'You denied it. Nothing was done:',
  expired: 'Nobody decided in time, so nothing was done:',
  withdrawn: 'It was taken back. Nothing was done:',
};

function renderRemembered({ approval, now }: ApprovalView): Html {
  const until = approval.remembered_until;
  if (until === undefined) return nothing;
  return html`<p>Exactly this request is not asked again until ${renderTime(until, now)}.</p>`;
}

function renderActions(view: ApprovalView): Html {
  return html`<h2>Your decision</h2>
    ${isFresh(view.session, view.now) ? renderYes(view) : renderProof(view)} ${renderNo(view)}`;
}

/* What is approved cannot be taken back, so it takes a proof of the last five minutes. */
function renderProof({ signIn }: ApprovalView): Html {
  return html`<p>To approve, show once more that it is you.</p>
    ${renderSignInForms(signIn)}`;
}

function renderYes(view: ApprovalView): Html {
  const { now } = view;
  const inDays = (days: number) => isoTime(now + days * dayMs).slice(0, 10);
  return html`${renderForm(view, html`<button class="yes" name="action" value="approve">Approve once</button>`)}
    <details class="card">
      <summary>Approve, and do not ask again for exactly this</summary>
      <p class="muted">
        The same caller, the same inputs, the same target. With one byte changed you are asked
        again.
      </p>
      ${renderForm(
        view,
        html`<div class="field">
            <label for="remember-until">Until the end of this day (UTC)</label>
            <input
              id="remember-until"
              name="remember_until"
              type="date"
              required
              min="${inDays(0)}"
              max="${inDays(365)}"
              value="${inDays(7)}"
            />
          </div>
          <button class="yes" name="action" value="remember">Approve and remember</button>`,
      )}
    </details>`;
}

function renderNo(view: ApprovalView): Html {
  return renderForm(view, html`<button class="no" name="action" value="deny">Deny</button>`);
}

function renderForm({ approval, session, signIn }: ApprovalView, fields: Html): Html {
  const path = `${signIn.site.base}/owner/approvals/${approval.approval_id}/decision`;
  return html`<form class="actions" method="post" action="${path}">
    ${renderFormToken(session)} ${fields}
  </form>`;
}
