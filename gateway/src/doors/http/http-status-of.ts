import type { Answer } from '#contract';
import { httpStatusOfCode } from '#contract';

/** The HTTP status that an answer's own status stands for. */
export function httpStatusOf({ status, error }: Answer): number {
  switch (status) {
    case 'success':
    case 'preview':
      return 200;
    case 'accepted':
    case 'needs_approval':
      return 202;
    case 'error':
      return error ? httpStatusOfCode[error.code] : 500;
    default:
      return status satisfies never;
  }
}
