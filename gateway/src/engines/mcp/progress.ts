import type { Progress } from '#contract';

/** The progress of an upstream call, as a run has it. */
export function toProgress({ progress, total, message }: UpstreamProgress): Progress {
  const fraction = total !== undefined && total > 0 ? progress / total : undefined;
  return {
    ...(fraction !== undefined && { fraction: Math.min(1, Math.max(0, fraction)) }),
    ...(message !== undefined
      ? { message: message.slice(0, 1000) }
      : fraction === undefined && { message: `${progress} done` }),
  };
}

interface UpstreamProgress {
  readonly progress: number;
  readonly total?: number | undefined;
  readonly message?: string | undefined;
}
