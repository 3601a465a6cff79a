/** What the browser of the owner brought back from where it signed in to an upstream server. */
export interface BroughtBack {
  readonly state: string;
  /** Absent where the sign-in was refused there. */
  readonly code?: string | undefined;
  /** Why it was refused, in one word (RFC 6749, 4.1.2.1). */
  readonly error?: string | undefined;
  /** Which issuer says so (RFC 9207). */
  readonly iss?: string | undefined;
}

export type SignInOutcome =
  | { readonly kind: 'done'; readonly server: string }
  /** Nobody was sent there with this state, or they came back before. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly server: string; readonly why: string };
