/** Where a text comes from that does not say so itself: what a flow hands in was read, not said by its caller. */
export function sourceOf(through: string | undefined): { readonly source?: string } {
  return through === undefined ? {} : { source: through };
}
