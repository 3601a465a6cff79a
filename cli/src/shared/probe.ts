/** Asks a gateway one question; rejects where nothing that speaks JSON answers. */
export type Probe = (question: {
  readonly url: string;
  readonly path: string;
  readonly key?: string;
}) => Promise<ProbeReply>;

export interface ProbeReply {
  readonly status: number;
  readonly body: unknown;
  /** The Date header. */
  readonly date: string | undefined;
}
