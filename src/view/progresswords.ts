import type { TranslationBundle } from '@jupyterlab/translation';
import type { ProgressState } from '../protocol/types';
import { sayRest } from './seconds';

/**
 * What a bar says, in the order of importance; what cannot be told is absent.
 */
export namespace ProgressWords {
  /**
   * How far it is: "3/10 files", "30 %", what else is said of it.
   */
  export function far(trans: TranslationBundle, bar: ProgressState): string[] {
    const { fraction, note } = bar;
    return [
      Private.count(bar),
      fraction === null ? '' : trans.__('%1 %', Math.floor(fraction * 100)),
      note
    ].filter(part => part !== '');
  }

  /**
   * How fast it goes: "12 files/s", or "3.1 s/file" where that is easier to imagine.
   */
  export function fast(trans: TranslationBundle, bar: ProgressState): string {
    const { rate, divisor } = bar;
    const unit = bar.unit || trans.__('steps');
    if (rate === null || rate <= 0) {
      return '';
    }
    return rate >= 1 || divisor !== null
      ? trans.__('%1/s', Private.join(Private.amount(rate, divisor), unit))
      : trans.__('%1 s/%2', Private.plain(1 / rate), unit);
  }

  /**
   * How long it still takes, some seconds after that was told.
   */
  export function left(trans: TranslationBundle, bar: ProgressState, since: number): string {
    return bar.left === null || bar.fraction === 1
      ? ''
      : trans.__('%1 left', sayRest(trans, Math.max(0, bar.left - since)));
  }

  /**
   * A whole bar in a few words, for the ear.
   */
  export function spoken(trans: TranslationBundle, bar: ProgressState, since: number): string {
    const { fraction, description } = bar;
    const far =
      fraction === null ? Private.count(bar) : trans.__('%1 %', Math.floor(fraction * 100));
    return [description, far, left(trans, bar, since)].filter(part => part !== '').join(', ');
  }
}

namespace Private {
  const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P'];

  export function count({ done, total, unit, divisor }: ProgressState): string {
    if (done === null) {
      return '';
    }
    // `tqdm` calls what it counts "it" where nobody has said what it is.
    const counted = unit === 'it' ? '' : unit;
    const [known, all] = [amount(done, divisor), total === null ? '' : amount(total, divisor)];
    const words = all === '' ? known : `${divisor === null ? known : join(known, counted)}/${all}`;
    return join(words, counted);
  }

  /**
   * A number with a unit that is a word, or one that has a prefix.
   */
  export function join(number: string, unit: string): string {
    return unit === '' ? number : /[A-Z]$/i.test(number) ? `${number}${unit}` : `${number} ${unit}`;
  }

  /**
   * A number as a person reads it; in thousands where it is measured in such.
   */
  export function amount(number: number, divisor: number | null): string {
    if (divisor === null || divisor < 2) {
      return plain(number);
    }
    let [rest, at] = [number, 0];
    while (Math.abs(rest) >= divisor && at < PREFIXES.length - 1) {
      rest /= divisor;
      at += 1;
    }
    const digits = at === 0 || rest >= 100 ? 0 : rest >= 10 ? 1 : 2;
    return `${rest.toFixed(digits)} ${PREFIXES[at]}`.trim();
  }

  export function plain(number: number): string {
    return Number.isInteger(number) ? String(number) : String(Number(number.toPrecision(3)));
  }
}
