/**
 * A part of a text, and what is said of it: a category, a score, or nothing.
 */
export interface IPart {
  readonly token: string;
  readonly class_or_confidence: string | number | null;
}

/**
 * Read what travels; whatever else it is, is left out.
 */
export function readParts(value: unknown): IPart[] {
  const parts: IPart[] = [];
  for (const item of Array.isArray(value) ? (value as unknown[]) : []) {
    const { token, class_or_confidence: label = null } = (item ?? {}) as Record<string, unknown>;
    if (typeof token === 'string') {
      const isLabel = typeof label === 'string' || (typeof label === 'number' && !isNaN(label));
      parts.push({ token, class_or_confidence: isLabel ? label : null });
    }
  }
  return parts;
}

/**
 * Make one part of neighbours of which the same is said.
 */
export function joinParts(parts: ReadonlyArray<IPart>, separator = ''): IPart[] {
  const joined: IPart[] = [];
  for (const part of parts) {
    const last = joined[joined.length - 1];
    if (last && last.class_or_confidence === part.class_or_confidence) {
      joined[joined.length - 1] = { ...last, token: last.token + separator + part.token };
    } else {
      joined.push(part);
    }
  }
  return joined;
}

/**
 * Say something of a piece of a part; what is left at its sides stays as it is.
 */
export function markPiece(
  parts: ReadonlyArray<IPart>,
  index: number,
  piece: IPiece,
  label: string | number | null
): { readonly parts: IPart[]; readonly index: number } {
  const { token, class_or_confidence } = parts[index];
  const start = Math.max(0, Math.min(piece.start, token.length));
  const end = Math.max(start, Math.min(piece.end, token.length));
  const before = { token: token.slice(0, start), class_or_confidence };
  const marked = { token: token.slice(start, end), class_or_confidence: label };
  const after = { token: token.slice(end), class_or_confidence };
  const pieces = [before, marked, after].filter(each => each.token !== '');
  return {
    parts: [...parts.slice(0, index), ...pieces, ...parts.slice(index + 1)],
    index: index + pieces.indexOf(marked)
  };
}

/**
 * From where to where, in characters.
 */
export interface IPiece {
  readonly start: number;
  readonly end: number;
}

/**
 * The categories, those of the author's map first, then as they come.
 */
export function categoriesOf(
  parts: ReadonlyArray<IPart>,
  map: Readonly<Record<string, string>>
): string[] {
  const names = new Set(Object.keys(map));
  for (const { class_or_confidence: label } of parts) {
    if (typeof label === 'string') {
      names.add(label);
    }
  }
  return [...names];
}

/**
 * How far a score is from nothing, -1 to 1: as it is, or against the largest where one is
 * beyond that.
 */
export function strengthsOf(parts: ReadonlyArray<IPart>): (score: number) => number {
  const scores = parts
    .map(part => part.class_or_confidence)
    .filter(label => typeof label === 'number')
    .filter(Number.isFinite);
  const largest = Math.max(1, ...scores.map(Math.abs));
  return score => (Number.isFinite(score) ? score / largest : Math.sign(score));
}

/**
 * A score in words, with a sign and a real minus.
 */
export function scoreText(score: number): string {
  const text = Number.isFinite(score) ? String(Number(score.toPrecision(3))) : String(score);
  return score > 0 ? `+${text}` : text.replace('-', '\u2212');
}
