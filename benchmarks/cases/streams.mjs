// What is written down of a stream, from what the page has seen: see page/stream.js.
import { setTimeout as pause } from 'node:timers/promises';

const SECOND = 1000;
// The server counts messages over three seconds: one stream is not to pay for the last.
const REST = 3500;

/** Run a stream; `isExact(last)` says whether what stands in the end is what was sent. */
export async function stream(notebook, button, watched, isExact) {
  await notebook.rest();
  await pause(REST);
  const seen = await notebook.stream(button, watched);
  const sum = list => list.reduce((total, [, bytes]) => total + bytes, 0);
  return {
    time: seen.done ? seen.time : null,
    isExact: seen.done && isExact(seen.last),
    bytes: sum(seen.down) + sum(seen.up) + seen.fetched,
    rate: busiest(seen.down.map(([time]) => time)),
    gap: seen.gap,
    painted: seen.changes,
    frames: (seen.frames / seen.time) * SECOND,
    shownRate: (seen.changes / seen.time) * SECOND
  };
}

/** Run a stream of each length; give what `run(count)` gave, by count. */
export async function each(counts, run) {
  // The first stream meets code that is not loaded yet.
  await run(20);
  const results = {};
  for (const count of counts) {
    results[count] = await run(count);
  }
  return results;
}

/** The most messages within any one second. */
function busiest(times) {
  let from = 0;
  let most = 0;
  times.forEach((time, index) => {
    while (times[from] < time - SECOND) {
      from++;
    }
    most = Math.max(most, index - from + 1);
  });
  return most;
}

/** How many of the repetitions ended with exactly what was sent. */
export function exactly(streams) {
  return `${streams.filter(({ isExact }) => isExact).length} of ${streams.length}`;
}

/** An aim: the end is what was sent, in every repetition. */
export function exact(streams, text) {
  const met = streams.every(({ isExact }) => isExact);
  return [{ text: `${text}: exact in every repetition`, value: exactly(streams), met }];
}
