import type { Progress } from '#contract';

type ProgressToken = string | number;

export interface ProgressNotice {
  readonly method: 'notifications/progress';
  readonly params: {
    readonly progressToken: ProgressToken;
    readonly progress: number;
    readonly total?: number;
    readonly message?: string;
  };
}

const leastStep = 0.000_001;

/**
 * Says progress as MCP does, where it has to grow with every notice: a fraction counts to one,
 * and where none is known, the notices are counted.
 */
export function createProgressTeller(
  progressToken: ProgressToken,
  send: (notice: ProgressNotice) => void,
): (progress: Progress) => void {
  let last = -1;
  let counts = true;
  return ({ fraction, message }) => {
    if (fraction !== undefined) counts = false;
    const wanted = counts ? Math.max(last, 0) + 1 : (fraction ?? last);
    const progress = wanted > last ? wanted : last + leastStep;
    last = progress;
    send({
      method: 'notifications/progress',
      params: {
        progressToken,
        progress,
        ...(!counts && { total: 1 }),
        ...(message !== undefined && { message }),
      },
    });
  };
}
