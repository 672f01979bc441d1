import type { TranslationBundle } from '@jupyterlab/translation';
import { writeCell } from './cellvalue';

/**
 * Draw a value of a sample: its words, or a small picture.
 */
export function drawSample(value: unknown, kind: string, trans: TranslationBundle): Node {
  if (kind === 'image' && typeof value === 'string' && Private.PICTURE.test(value)) {
    const image = document.createElement('img');
    image.className = 'intarsia-Dataset-picture';
    // The number of the sample says which one it is.
    image.alt = '';
    image.src = value;
    return image;
  }
  return document.createTextNode(sampleText(value, trans));
}

/**
 * What a person reads of a value of a sample; nothing of a picture.
 */
export function sampleText(value: unknown, trans: TranslationBundle): string {
  if (typeof value === 'string') {
    return Private.PICTURE.test(value) ? '' : value;
  }
  if (typeof value === 'boolean') {
    return value ? trans.__('yes') : trans.__('no');
  }
  if (Array.isArray(value)) {
    return value.map(item => sampleText(item, trans)).join(', ');
  }
  if (typeof value === 'object' && value !== null) {
    return Private.textOf(value as Private.IKnown, trans) ?? writeCell(value);
  }
  return writeCell(value);
}

namespace Private {
  /** Pictures that can run and fetch nothing. */
  export const PICTURE = /^data:image\/(png|jpeg|gif|webp);base64,[a-z0-9+/=]*$/i;

  /** What components send that are not plain values. */
  export interface IKnown {
    readonly label?: unknown;
    readonly confidences?: unknown;
    readonly name?: unknown;
    readonly handle?: unknown;
    readonly data?: unknown;
    readonly text?: unknown;
  }

  export function textOf(value: IKnown, trans: TranslationBundle): string | null {
    if (Array.isArray(value.data)) {
      return (value.data as unknown[])
        .map(row => (Array.isArray(row) ? row.map(cell => sampleText(cell, trans)).join(' ') : ''))
        .join(' / ');
    }
    const words =
      value.confidences !== undefined
        ? value.label
        : value.handle !== undefined
          ? value.name
          : value.text;
    return typeof words === 'string' ? words : null;
  }
}
