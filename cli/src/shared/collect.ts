/** For options of commander that may be given again. */
export function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
