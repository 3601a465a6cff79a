import { Effect } from '#contract';
import type { ConsentProposal } from '../../../identity/oauth/consents.ts';
import { isDocumentAddress, type ClientMetadata } from '../../../identity/oauth/client-metadata.ts';
import { redirectTargetOf } from '../../../identity/oauth/redirect-target.ts';
import { isFresh, type OwnerSession } from '../../../identity/owner-sessions.ts';
import type { Intent } from '../../../intents/intent.ts';
import { html, nothing, type Html } from '../html.ts';
import { renderFormToken } from '../owner-page/render-page.ts';
import { renderSignInForms, type SignInForms } from '../owner-page/render-sign-in.ts';
import { visible } from '../owner-page/visible-text.ts';
import { effectWords, type Access, type ShownChoice } from './scope-choice.ts';

/* What a person may be asked to read; a longer list is opened by who wants to choose from it. */
const mostShownAtOnce = 40;

export interface ConnectView {
  readonly client: ClientMetadata;
  readonly redirectUri: string;
  readonly proposal: ConsentProposal;
  readonly intents: readonly Intent[];
  readonly shown: ShownChoice;
  readonly session: OwnerSession;
  readonly signIn: SignInForms;
  /** Path of this page, which its form is sent to. */
  readonly action: string;
  readonly now: number;
  readonly problem?: string | undefined;
  /** The name is one that is there already, and the owner is asked whether they mean it. */
  readonly offersJoin?: boolean;
}

/** Who asks to be let in, what they may do, and the owner's answer. */
export function renderConnect(view: ConnectView): Html {
  const { client, problem, session, now, signIn } = view;
  return html`<h1>Let ${nameOf(client)} in?</h1>
    ${problem === undefined ? nothing : html`<p role="alert">${visible(problem)}</p>`}
    <h2>Who asks</h2>
    ${renderAsker(view)}
    ${
      isFresh(session, now)
        ? renderForm(view)
        : html`<h2>Your answer</h2>
            <p>To let it in, show once more that it is you.</p>
            ${renderSignInForms(signIn)} ${renderDeny(view)}`
    }`;
}

function nameOf({ client_name: name }: ClientMetadata): Html {
  return name === undefined || name === '' ? html`a program without a name` : visible(name);
}

function renderAsker({ client, redirectUri }: ConnectView): Html {
  const target = redirectTargetOf(redirectUri);
  return html`<dl class="card">
    <dt>It calls itself</dt>
    <dd>${nameOf(client)}</dd>
    <dt>You are sent back to</dt>
    <dd><b>${visible(target?.host ?? '')}</b></dd>
    <dd class="muted">${visible(redirectUri)}</dd>
    <dt>How sure that is</dt>
    <dd>${renderCertainty(client, target?.kind)}</dd>
  </dl>`;
}

function renderCertainty(
  { client_id: id }: ClientMetadata,
  target: 'web' | 'loopback' | 'app' | undefined,
): Html {
  if (target === 'loopback' || target === 'app') {
    return html`<b>Unverified.</b> A program on the computer that you sit at asks; any program there
      could use this name. Go on only if you have just started it.`;
  }
  if (!isDocumentAddress(id)) {
    return html`<b>Unverified.</b> Its name is what it says of itself. The address above is what
      counts: only who runs it can get in.`;
  }
  return html`<b>Verified:</b> <b>${visible(new URL(id).host)}</b> publishes who it is, at
    ${visible(id)}`;
}

function renderForm(view: ConnectView): Html {
  const { action, session, proposal } = view;
  return html`<form method="post" action="${action}">
      ${renderFormToken(session)}
      <h2>What it may do</h2>
      ${renderAccess(view)}
      <h2>As whom</h2>
      <div class="card">
        <div class="field">
          <label for="caller">Its name here</label>
          <input
            id="caller"
            name="caller"
            value="${proposal.caller}"
            required
            maxlength="64"
            autocapitalize="none"
            spellcheck="false"
          />
        </div>
        <div class="field">
          <label for="space">The space whose memories and jobs it shares</label>
          <input
            id="space"
            name="space"
            value="${proposal.space}"
            required
            maxlength="64"
            autocapitalize="none"
            spellcheck="false"
          />
        </div>
        ${view.offersJoin ? renderJoin(proposal) : nothing}
      </div>
      <p class="muted">
        You can end this at any time: under Clients on these pages, or by
        <code>tutti clients revoke</code>.
      </p>
      <div class="actions">
        <button class="yes" name="action" value="allow">Let it in</button>
      </div>
    </form>
    ${renderDeny(view)}`;
}

function renderJoin({ caller }: ConsentProposal): Html {
  return html`<label class="check">
    <input type="checkbox" name="join" value="yes" />
    It is the caller "${caller}" that is there already
  </label>`;
}

function renderDeny({ action, session }: ConnectView): Html {
  return html`<form class="actions" method="post" action="${action}">
    ${renderFormToken(session)}
    <button class="no" name="action" value="deny">Deny</button>
  </form>`;
}

const accessWords: Record<Access, { readonly title: string; readonly text: string }> = {
  reads: {
    title: 'Only look',
    text: 'Everything that changes nothing, as listed below under "read".',
  },
  all: {
    title: 'Everything, within your rules',
    text: 'Also what comes later. It may look and make changes that can be undone by itself; what reaches others or cannot be undone is previewed first and takes a confirmation; your rules may ask for more, or forbid it.',
  },
  some: { title: 'What I choose', text: 'Only what is ticked below.' },
};

function renderAccess({ intents, shown }: ConnectView): Html {
  const isOpen = intents.length <= mostShownAtOnce || shown.access === 'some';
  const option = (access: Access) =>
    html`<label class="check">
        <input
          type="radio"
          name="access"
          value="${access}"
          required
          ${shown.access === access ? html`checked` : nothing}
        />
        ${accessWords[access].title}
      </label>
      <p class="muted">${accessWords[access].text}</p>`;
  return html`<div class="card">${option('reads')} ${option('all')} ${option('some')}</div>
    <details class="card" ${isOpen ? html`open` : nothing}>
      <summary>What there is to do here (${intents.length})</summary>
      ${Effect.options.map((effect) =>
        renderEffect(
          effect,
          intents.filter((intent) => intent.effect === effect),
          shown,
        ),
      )}
      <div class="field">
        <label for="patterns">Besides what is ticked, patterns</label>
        <input
          id="patterns"
          name="patterns"
          value="${shown.patterns}"
          placeholder="memory.*, mcp.github.*"
          maxlength="4000"
          autocapitalize="none"
          spellcheck="false"
        />
      </div>
    </details>`;
}

function renderEffect(effect: Effect, intents: readonly Intent[], shown: ShownChoice): Html {
  if (intents.length === 0) return nothing;
  const rows = intents.map(
    ({ name, title }) =>
      html`<label class="check">
        <input
          type="checkbox"
          name="intent"
          value="${name}"
          ${shown.picked.has(name) ? html`checked` : nothing}
        />
        ${visible(title)} <code>${visible(name)}</code>
      </label>`,
  );
  return html`<h2><span class="effect ${effect}">${effect}</span> ${effectWords[effect]}</h2>
    ${rows}`;
}
