import type { OwnerSession } from '../../../identity/owner-sessions.ts';
import type { StoredPasskey } from '../../../identity/passkey-store.ts';
import { isoTime } from '../../../platform/clock.ts';
import type { JsonObject } from '../../../platform/json.ts';
import { html, nothing, type Html } from '../html.ts';
import { renderFormToken } from './render-page.ts';
import { renderTime } from './render-time.ts';
import type { Site } from './site.ts';
import { visible } from './visible-text.ts';

export interface PasskeysView {
  readonly passkeys: readonly StoredPasskey[];
  readonly session: OwnerSession;
  readonly site: Site;
  readonly now: number;
  /** Present where a passkey may be added now. */
  readonly creationOptions?: JsonObject | undefined;
}

/** The passkeys that sign the owner in, to be added and removed. */
export function renderPasskeys(view: PasskeysView): Html {
  const { passkeys } = view;
  return html`<h1>Passkeys</h1>
    <p>
      A passkey signs you in by the lock of your phone or computer, and can be used only at this
      address. It is added by someone who has just signed in with the owner key.
    </p>
    ${
      passkeys.length === 0
        ? html`<p class="card">There is none yet.</p>`
        : html`<ul class="plain card">
            ${passkeys.map((passkey) => renderPasskey(passkey, view))}
          </ul>`
    }
    <h2>Add one</h2>
    ${renderAdding(view)}`;
}

function renderPasskey(
  { id, label, rpId, createdAt, lastUsedAt }: StoredPasskey,
  { session, site, now }: PasskeysView,
): Html {
  const used =
    lastUsedAt === undefined
      ? html`never used`
      : html`used ${renderTime(isoTime(lastUsedAt), now)}`;
  return html`<li>
    <b>${visible(label)}</b>
    <div class="muted">for ${rpId}, added ${renderTime(isoTime(createdAt), now)}, ${used}</div>
    <form method="post" action="${site.base}/owner/passkeys/remove">
      ${renderFormToken(session)}
      <input type="hidden" name="id" value="${id}" />
      <button class="small">Remove</button>
    </form>
  </li>`;
}

function renderAdding({ creationOptions, site, session }: PasskeysView): Html {
  if (creationOptions) {
    const page = `${site.base}/owner/passkeys`;
    return html`<form
      class="card"
      method="post"
      action="${page}"
      data-passkey="create"
      data-options="${JSON.stringify(creationOptions)}"
      data-page="${page}"
    >
      ${renderFormToken(session)}
      <input type="hidden" name="passkey" />
      <div class="field">
        <label for="label">Name of the device</label>
        <input id="label" name="label" maxlength="60" value="My phone" required />
      </div>
      <button class="yes">Add a passkey</button>
      <p role="alert"></p>
    </form>`;
  }
  if (site.party) {
    return html`<p class="card">
      <a href="${site.base}/owner/sign-in?next=/owner/passkeys">Sign in with the owner key</a>
      first.
    </p>`;
  }
  return html`<p class="card">
    Browsers allow passkeys only under a name with https, or at localhost.
    ${
      site.localhost === undefined
        ? nothing
        : html`Go to <a href="${site.localhost}/owner/passkeys">${site.localhost}</a>.`
    }
    For your phone, set public_url in tutti.yaml to the https address of this gateway.
  </p>`;
}
