import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ModelData } from './model-messages.ts';

export interface Model {
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
}

/** As much of @huggingface/transformers as is used here; it is installed by those who want it. */
interface Transformers {
  readonly env: { cacheDir: string; localModelPath: string; allowRemoteModels: boolean };
  pipeline(
    task: 'feature-extraction',
    model: string,
    options: { dtype: string; device: string },
  ): Promise<
    (texts: readonly string[], options: { pooling: string; normalize: boolean }) => Promise<Tensor>
  >;
}

interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
  dispose(): void;
}

const packageName = '@huggingface/transformers';

/** Loads the model from its folder, or into it. */
export async function loadModel({ model, cacheDir, offline, pooling }: ModelData): Promise<Model> {
  const { env, pipeline } = await loadTransformers(cacheDir);
  /* Its own default is inside of node_modules, where the next install would remove the model. */
  env.cacheDir = cacheDir;
  env.localModelPath = cacheDir;
  env.allowRemoteModels = !offline;
  const extract = await pipeline('feature-extraction', model, { dtype: 'q8', device: 'cpu' });
  return {
    async embed(texts) {
      const tensor = await extract(texts, { pooling, normalize: true });
      const dimensions = tensor.dims.at(-1) ?? 0;
      const rows = texts.map((_, at) => tensor.data.slice(at * dimensions, (at + 1) * dimensions));
      tensor.dispose();
      return rows;
    },
  };
}

/* Beside the gateway, in the folder it was started in, or beside the models: wherever it was installed. */
async function loadTransformers(cacheDir: string): Promise<Transformers> {
  const places = [
    import.meta.url,
    pathToFileURL(path.resolve('x')),
    pathToFileURL(path.join(cacheDir, 'x')),
  ];
  for (const place of places) {
    const found = tryResolve(place);
    if (found !== undefined) return (await import(pathToFileURL(found).href)) as Transformers;
  }
  throw new Error(
    `the package ${packageName} is not installed: run "npm install ${packageName}" in ${cacheDir}, or beside Tutti`,
  );
}

function tryResolve(place: string | URL): string | undefined {
  try {
    return createRequire(place).resolve(packageName);
  } catch {
    return undefined;
  }
}
