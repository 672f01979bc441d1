// What is measured with real keys: the first answer, keystrokes, a slider that is held.
import { setTimeout as pause } from 'node:timers/promises';
import { median } from './statistics.mjs';

const LETTERS = 'bcdefghijklmnopqrstuvwxyz';
// The first keys of a page meet code that is not compiled yet.
const WARM_UP = 5;
const SLIDER_KEYS = 60;
const RATE = 60;
// Milliseconds that the slider's function takes.
const CALL = 50;
const PATIENCE = 60_000;

/** Executed → the answer to the first event that was answered at all. */
export async function firstAnswer(notebook) {
  await soon(notebook.until('answer(a'));
  const start = await notebook.executed();
  const { appeared, events, results } = await notebook.trace();
  const answer = results.find(({ text }) => text.includes('answer(a'));
  return {
    appeared: appeared - start,
    answered: answer.time - start,
    painted: answer.painted - start,
    attempts: events.filter(time => time < answer.time).length
  };
}

/** A key → the result that contains it; the middle one of a row of keys. */
export async function keystrokes(notebook, field) {
  await field.focus();
  await field.press('End');
  await soon(notebook.until(`answer(${await field.inputValue()})`));
  await notebook.restart();
  let text = await field.inputValue();
  const expected = [];
  for (const [index, letter] of [...LETTERS].entries()) {
    text += letter;
    expected.push(`answer(${text})`);
    const seen = soon(notebook.until(expected[index]));
    await notebook.page.keyboard.press(letter);
    await seen;
    // As somebody types, and not in step with anything.
    await pause(60 + ((index * 37) % 50));
  }
  const { keys, results } = await notebook.trace();
  const times = expected
    .map((part, index) => {
      const { time } = keys[index];
      const answer = results.find(entry => entry.text.includes(part));
      return { answered: answer.time - time, painted: answer.painted - time };
    })
    .slice(WARM_UP);
  return {
    answered: median(times.map(({ answered }) => answered)),
    painted: median(times.map(({ painted }) => painted))
  };
}

/**
 * The right arrow key held at 60 Hz: the last key → its result, and what came before.
 *
 * `phase` is 0 to 1: how far a call of the slider's function is when the key is held.
 */
export async function heldSlider(notebook, phase) {
  const handle = await notebook.run('slider', notebook.contestant.handle);
  await handle.focus();
  await notebook.restart();
  // One key first: not the first answer is measured, but the steady state.
  await handle.press('ArrowRight');
  await soon(notebook.until('slow(1)'));
  await notebook.restart();
  // Whether the last key comes early or late within a call decides much: that must not be
  // the same each time.
  await handle.press('ArrowRight');
  await pause(phase * CALL);
  await holdKey(notebook);
  const last = `slow(${SLIDER_KEYS + 2})`;
  await soon(notebook.until(last));
  // What is still under way would show now.
  await pause(300);
  const { keys, results } = await notebook.trace();
  const times = keys.filter(({ key }) => key === 'ArrowRight').map(({ time }) => time);
  times.shift();
  const end = times.at(-1);
  const answer = results.find(({ text }) => text.includes(last));
  const before = results
    .filter(({ time }) => time < end)
    .flatMap(({ text }) => text.match(/slow\(\d+\)/) ?? []);
  return {
    answered: answer.time - end,
    painted: answer.painted - end,
    onTheWay: new Set(before).size,
    newestStands: results.at(-1).text.includes(last),
    keys: times.length,
    duration: end - times[0]
  };
}

/** Real keys, each at its time: none waits for the browser to have handled the last. */
async function holdKey(notebook) {
  const client = await notebook.context.newCDPSession(notebook.page);
  const key = { key: 'ArrowRight', code: 'ArrowRight', windowsVirtualKeyCode: 39 };
  const sent = [];
  const start = performance.now();
  for (let index = 0; index < SLIDER_KEYS; index++) {
    await pause(Math.max(0, start + (index * 1000) / RATE - performance.now()));
    sent.push(
      client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key }),
      client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
    );
  }
  await Promise.all(sent);
  await client.detach();
}

/** A result that never comes is a failure, not a wait. */
export async function soon(promise) {
  const timer = new AbortController();
  const late = pause(PATIENCE, undefined, { signal: timer.signal }).then(
    () => {
      throw new Error('the expected result did not appear within a minute');
    },
    () => undefined // it did
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}
