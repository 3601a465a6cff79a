/** Whom a passkey speaks to: the host name that it is bound to, and the address of the page. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}
