/** Something that is loaded with the first who asks for it, and kept. */
export interface Lazy<Value> {
  /** What was loaded, for those who need not wait; undefined before. */
  loaded(): Value | undefined;
  /** Where loading fails, all who wait for it are told, and whoever asks next tries again. */
  load(): Promise<Value>;
  /** What there is once nothing is being loaded any more: nothing, where nobody asked or it failed. */
  settled(): Promise<Value | undefined>;
}

export function createLazy<Value extends object>(begin: () => Promise<Value>): Lazy<Value> {
  let value: Value | undefined;
  let loading: Promise<Value> | undefined;

  /* Before any of those who wait, and once for all of them: who asks again at once is not undone by the others. */
  const keep = (loaded: Value) => void (value = loaded);
  const makeRoom = () => void (loading = undefined);

  return {
    loaded: () => value,
    load() {
      if (loading) return loading;
      loading = begin();
      loading.then(keep, makeRoom);
      return loading;
    },
    settled: async () => loading?.catch(() => undefined),
  };
}
