/**
 * A day and time of day as it travels, in the parts that a native control has, and has not.
 */
export interface IMoment {
  /** `2024-05-01`, or empty for a mere time. */
  readonly date: string;
  /** `10:00:00`, or empty for a mere day. */
  readonly time: string;
  /** What follows the seconds, with its point; native controls have no room for it. */
  readonly fraction: string;
  /** `+02:00`, `Z` or empty. */
  readonly offset: string;
}

/**
 * Take an ISO 8601 text apart; `null` when it is none.
 */
export function readMoment(text: string): IMoment | null {
  const match =
    /^(?:(\d{4}-\d\d-\d\d)(?:[T ](?=\d)|$))?(?:(\d\d:\d\d)(:\d\d)?([.,]\d{1,9})?(Z|[+-]\d\d:?\d\d(?::?\d\d)?)?)?$/i.exec(
      text.trim()
    );
  if (!match || (!match[1] && !match[2])) {
    return null;
  }
  const [, date = '', time = '', seconds = ':00', fraction = '', offset = ''] = match;
  return { date, time: time && time + seconds, fraction, offset };
}

/**
 * Put what a native control says together with what it has no room for.
 */
export function joinMoment(local: string, before: IMoment | null): string {
  const now = readMoment(local);
  if (!now || now.time === '') {
    return local;
  }
  const isSameSecond = before !== null && now.time === before.time && now.fraction === '';
  return (
    (now.date && `${now.date}T`) +
    now.time +
    (isSameSecond ? before.fraction : now.fraction) +
    (before?.offset ?? '')
  );
}

/**
 * The text for a native control.
 */
export function localMoment(moment: IMoment): string {
  return [moment.date, moment.time].filter(part => part !== '').join('T');
}

/**
 * The text to read.
 */
export function displayMoment(text: string): string {
  const moment = readMoment(text);
  if (!moment) {
    return text;
  }
  const time = moment.time.replace(/:00$/, moment.fraction === '' ? '' : ':00') + moment.fraction;
  return [moment.date, time, moment.offset].filter(part => part !== '').join(' ');
}
