import type { JsonObject } from '../../../platform/json.ts';
import { html, nothing, type Html } from '../html.ts';
import type { Site } from './site.ts';

export interface SignInForms {
  readonly site: Site;
  /** Where to go once signed in. */
  readonly next: string;
  /** Absent where there is no passkey to be asked. */
  readonly passkeyOptions?: JsonObject | undefined;
}

/** How the owner shows that they are the owner: a passkey where there is one, or the owner key. */
export function renderSignInForms(forms: SignInForms): Html {
  const { site, next, passkeyOptions } = forms;
  return html`${passkeyOptions ? renderPasskeyForm(forms, passkeyOptions) : nothing}
    <form class="card" method="post" action="${site.base}/owner/sign-in">
      <input type="hidden" name="next" value="${next}" />
      <input type="text" name="user" value="owner" autocomplete="username" hidden />
      <div class="field">
        <label for="owner-key">Owner key</label>
        <input
          id="owner-key"
          name="owner_key"
          type="password"
          autocomplete="current-password"
          autocapitalize="none"
          spellcheck="false"
          required
        />
      </div>
      <button>Sign in with the owner key</button>
    </form>
    ${renderPasskeyAdvice(forms)}`;
}

function renderPasskeyForm({ site, next }: SignInForms, options: JsonObject): Html {
  return html`<form
    class="card"
    method="post"
    action="${site.base}/owner/sign-in"
    data-passkey="get"
    data-options="${JSON.stringify(options)}"
    data-page="${site.base}${next}"
  >
    <input type="hidden" name="next" value="${next}" />
    <input type="hidden" name="passkey" />
    <button class="yes">Sign in with a passkey</button>
    <p role="alert"></p>
  </form>`;
}

function renderPasskeyAdvice({ site, next }: SignInForms): Html {
  if (site.party) return nothing;
  if (site.localhost !== undefined) {
    return html`<p class="muted">
      Browsers allow no passkeys at 127.0.0.1. The same page at
      <a href="${site.localhost}${next}">${site.localhost}</a> may have them.
    </p>`;
  }
  return html`<p class="muted">
    Passkeys work where the gateway has a name and https: set public_url in tutti.yaml.
  </p>`;
}
