/*
 * `${NAME}` is to work everywhere in a scalar, but YAML itself reads the brace as the start of a
 * mapping inside of `{…}` and `[…]`. So before parsing, `${NAME}` and `$${` are put into characters
 * of the private use area that mean nothing to YAML: one for one, so that places stay true.
 */
const open = '\uE000\uE001';
const close = '\uE002';
const escaped = '\uE003\uE004\uE005';
const strayMarks = /[\uE000-\uE005]/g;
const isVariable = /^[A-Za-z_][A-Za-z0-9_]*$/;
const replacementCharacter = '\uFFFD';

export function hideVariables(text: string): string {
  return text
    .replaceAll(strayMarks, replacementCharacter)
    .replaceAll(/\$\$\{|\$\{([^{}\n]*)\}/g, (_, name?: string) =>
      name === undefined ? escaped : `${open}${name}${close}`,
    );
}

/** The text as it was written. */
export function showVariables(text: string): string {
  return text.replaceAll(open, '${').replaceAll(close, '}').replaceAll(escaped, '$${');
}

export interface Substitution {
  readonly text: string;
  readonly used: boolean;
  readonly problem?: string;
}

/** Puts the variables in; what they hold is never looked through again. */
export function substituteVariables(
  hidden: string,
  env: Readonly<Record<string, string | undefined>>,
): Substitution {
  const problems: string[] = [];
  const names: string[] = [];
  const text = hidden.replaceAll(
    /\uE000\uE001([^\uE002]*)\uE002|\uE003\uE004\uE005/g,
    (_, name?: string) => {
      if (name === undefined) return '${';
      names.push(name);
      const value = isVariable.test(name) && Object.hasOwn(env, name) ? env[name] : undefined;
      if (value === undefined) problems.push(problemWith(name));
      return value ?? '';
    },
  );
  const [problem] = problems;
  return { text, used: names.length > 0, ...(problem !== undefined && { problem }) };
}

function problemWith(name: string): string {
  if (!isVariable.test(name)) {
    return `"\${${name}}" does not name an environment variable; write "$\${" for the characters themselves`;
  }
  return `the environment variable ${name} is not set; set it, or write "$\${${name}}" for the characters themselves`;
}
