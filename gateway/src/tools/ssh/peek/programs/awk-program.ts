type Token =
  | { readonly kind: 'value' }
  | { readonly kind: 'print' }
  | { readonly kind: 'operator' | 'join' | 'not' | 'mark'; readonly sign: string };

/**
 * Whether an awk program is nothing but `[pattern] {print fields}`, again and again.
 * awk writes with `>` and runs with `|` behind print, so that between braces only values and commas may stand.
 */
export function onlyPrintsFields(source: string): boolean {
  const tokens = tokensOf(source);
  return tokens !== undefined && isProgram(tokens);
}

const fieldOrNumber = /\$(?:\d+|NF\b|\(\s*NF\s*-\s*\d+\s*\))|\d+(?:\.\d+)?(?![\w.])/y;
const string = /"(?:[^"\\\n]|\\[^\n])*"/y;
const regex = /\/((?:[^/\\\n]|\\[^\n])+)\//y;
const name = /[A-Za-z_]\w*/y;
const space = /[ \t]+/y;
const signs = /&&|\|\||==|!=|>=|<=|!~|[~<>%!,;{}()\n]/y;

/* As a pattern, END is no more than a value. */
const ownVariables = new Set(['NR', 'FNR', 'NF', 'BEGIN', 'END']);
const words = new Set(
  'getline system close fflush next nextfile exit delete return function func if else while for do in switch case default break continue'.split(
    ' ',
  ),
);

function tokensOf(source: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  while (at < source.length) {
    if (take(space) !== undefined) continue;
    const token = nextToken(take);
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function nextToken(take: (pattern: RegExp) => string | undefined): Token | undefined {
  if (take(fieldOrNumber) !== undefined || take(string) !== undefined) return { kind: 'value' };
  const expression = take(regex);
  /* Versions of awk differ on whether a slash within brackets ends a regex. */
  if (expression !== undefined) return /\[[^\]]*$/.test(expression) ? undefined : { kind: 'value' };
  const word = take(name);
  if (word === 'print' || word === 'printf') return { kind: 'print' };
  if (word !== undefined) return isVariable(word) ? { kind: 'value' } : undefined;
  const sign = take(signs);
  return sign === undefined ? undefined : { kind: kindOfSign(sign), sign };
}

function isVariable(word: string): boolean {
  return ownVariables.has(word) || (/^[a-z][a-z0-9_]*$/.test(word) && !words.has(word));
}

function kindOfSign(sign: string): 'operator' | 'join' | 'not' | 'mark' {
  if (sign === '!') return 'not';
  if (sign === '&&' || sign === '||' || sign === ',') return 'join';
  return /^[;{}()\n]$/.test(sign) ? 'mark' : 'operator';
}

function isProgram(tokens: readonly Token[]): boolean {
  let at = 0;
  let rules = 0;
  while (at < tokens.length) {
    if (isMark(tokens[at], ';') || isMark(tokens[at], '\n')) {
      at += 1;
      continue;
    }
    const behindPattern = skipPattern(tokens, at);
    if (behindPattern === undefined) return false;
    const behindAction = isMark(tokens[behindPattern], '{')
      ? skipAction(tokens, behindPattern)
      : behindPattern;
    if (behindAction === undefined || behindAction === at) return false;
    if (behindAction === behindPattern && !endsRule(tokens[behindAction])) return false;
    at = behindAction;
    rules += 1;
  }
  return rules > 0;
}

function endsRule(token: Token | undefined): boolean {
  return token === undefined || isMark(token, ';') || isMark(token, '\n');
}

/** Values with operators between them; `(` before a value and `)` behind one group. */
function skipPattern(tokens: readonly Token[], from: number): number | undefined {
  let at = from;
  let depth = 0;
  let wantsValue = true;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (wantsValue && (token?.kind === 'not' || isMark(token, '('))) {
      if (token?.kind === 'mark') depth += 1;
    } else if (wantsValue && token?.kind === 'value') wantsValue = false;
    else if (!wantsValue && (token?.kind === 'operator' || token?.kind === 'join')) {
      wantsValue = true;
    } else if (!wantsValue && depth > 0 && isMark(token, ')')) depth -= 1;
    else break;
  }
  if (at === from) return at;
  return wantsValue || depth > 0 ? undefined : at;
}

function skipAction(tokens: readonly Token[], from: number): number | undefined {
  if (tokens[from + 1]?.kind !== 'print') return undefined;
  for (let at = from + 2; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (isMark(token, '}')) return at + 1;
    const isComma = token?.kind === 'join' && token.sign === ',';
    const isEnd = isMark(token, ';') && isMark(tokens[at + 1], '}');
    if (token?.kind !== 'value' && !isComma && !isEnd) return undefined;
  }
  return undefined;
}

function isMark(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'mark' && token.sign === sign;
}
