/** Whether a request failed because nobody is signed in to the server: then it certainly did nothing. */
export async function isAuthFailure(error: unknown): Promise<boolean> {
  const { OAuthError, SdkHttpError } = await import('@modelcontextprotocol/client');
  if ((await wantsSignIn(error)) || error instanceof OAuthError) return true;
  return error instanceof SdkHttpError && error.status === 401;
}

/** Whether all that is missing is that the owner signs in. */
export async function wantsSignIn(error: unknown): Promise<boolean> {
  const { UnauthorizedError } = await import('@modelcontextprotocol/client');
  return error instanceof UnauthorizedError;
}
