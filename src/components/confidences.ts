import type { TranslationBundle } from '@jupyterlab/translation';

/**
 * A class and how sure the classifier is of it.
 */
export interface IConfidence {
  readonly label: string;
  readonly confidence: number;
}

/**
 * How confidences are written and drawn, decided for all of them together.
 */
export interface IScale {
  /** The length of a bar, 0 to 1. */
  length(confidence: number): number;
  /** The number beside it. */
  text(confidence: number): string;
}

/**
 * Read the wire value of a label; whatever else it is becomes a heading or nothing.
 */
export function readLabel(value: unknown): { heading: string; rows: IConfidence[] } {
  if (typeof value !== 'object' || value === null) {
    return { heading: Private.word(value), rows: [] };
  }
  const { label, confidences } = value as Record<string, unknown>;
  const rows: IConfidence[] = [];
  for (const item of Array.isArray(confidences) ? confidences : []) {
    if (typeof item === 'object' && item !== null) {
      const row = item as Record<string, unknown>;
      rows.push({ label: Private.word(row.label), confidence: Number(row.confidence) });
    }
  }
  rows.sort((a, b) => Private.rank(b.confidence) - Private.rank(a.confidence));
  return { heading: Private.word(label), rows };
}

/**
 * Percent when all are shares of one; else plain numbers against the largest.
 */
export function scaleOf(rows: ReadonlyArray<IConfidence>, trans: TranslationBundle): IScale {
  const values = rows.map(row => row.confidence).filter(Number.isFinite);
  if (values.length === rows.length && values.every(value => value >= 0 && value <= 1)) {
    const digits = values.some(value => value > 0 && value < 0.005) ? 1 : 0;
    return {
      length: confidence => confidence,
      text: confidence =>
        confidence > 0 && confidence < 0.0005
          ? trans.__('< 0.1\u00a0%')
          : trans.__('%1\u00a0%', (confidence * 100).toFixed(digits))
    };
  }
  const largest = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  return {
    length: confidence => Private.share(confidence, largest),
    text: confidence => Private.plain(confidence)
  };
}

namespace Private {
  export function word(value: unknown): string {
    return value === null || value === undefined ? '' : String(value);
  }

  export function rank(confidence: number): number {
    return Number.isNaN(confidence) ? -Infinity : confidence;
  }

  export function share(confidence: number, largest: number): number {
    if (Number.isNaN(confidence)) {
      return 0;
    }
    return Math.min(Math.abs(confidence) / largest, 1);
  }

  /** Four digits that count, and a real minus. */
  export function plain(confidence: number): string {
    const text = Number.isFinite(confidence)
      ? String(Number(confidence.toPrecision(4)))
      : String(confidence);
    return text.replace('-', '\u2212');
  }
}
