// A text that grows, as programs of Gradio yield it: each time the whole.
import { against, atMost } from '../statistics.mjs';
import { each, exact, exactly, stream } from './streams.mjs';
import { inTurns } from './turns.mjs';

const COUNTS = [2000, 10000];
const KILO = 1000;
const PATIENCE = 30_000;
const TEXT = 'textarea, .intarsia-Textbox-text';

const expected = count => {
  const numbers = Array.from({ length: count }, (_, number) => String(number).padStart(4, '0'));
  return `${numbers.join(' ')} end of ${count}`;
};

const of = (count, key) => results => results.map(streams => streams[count][key]);
const words = count => count.toLocaleString('en');

const time = count => ({
  title: `${words(count)} yields: click → the last on screen, ms`,
  of: of(count, 'time'),
  ratio: true
});

export const growth = {
  name: 'growth',
  title: 'A text that grows',
  tasks: ['growth'],

  run(surroundings) {
    return inTurns(surroundings, this, async notebook => {
      await notebook.run('growth', TEXT, TEXT);
      const run = count => {
        const last = `end of ${count}`;
        const watched = { selector: TEXT, kind: 'text', last, patience: PATIENCE };
        return stream(notebook, `Go ${count}`, watched, text => text === expected(count));
      };
      return each(COUNTS, run);
    });
  },

  rows: COUNTS.flatMap(count => [
    time(count),
    {
      title: '… the end is exact',
      of: results => exactly(results.map(streams => streams[count]))
    },
    {
      title: `… kB on the wire, of a text of ${expected(count).length / KILO} kB`,
      of: results => of(count, 'bytes')(results).map(bytes => bytes / KILO)
    },
    { title: '… messages down within a second, at the most', of: of(count, 'rate') },
    { title: '… longest time between two frames, ms', of: of(count, 'gap') }
  ]),

  aims(find) {
    const [own, paced] = ['intarsia', 'paced'].map(find);
    return COUNTS.flatMap(count => {
      const text = `${words(count)} yields`;
      const bytes = of(count, 'bytes')(own.results).map(all => all / expected(count).length);
      return [
        ...against(time(count), own, paced, 1.5, text),
        ...atMost(bytes, 3, `${text}: bytes on the wire`, ' × the text'),
        ...atMost(of(count, 'rate')(own.results), 60, `${text}: messages within a second`),
        ...atMost(of(count, 'gap')(own.results), 50, `${text}: longest freeze`, ' ms'),
        ...exact(
          own.results.map(streams => streams[count]),
          text
        )
      ];
    });
  },

  method: `- *A text that grows*: a generator that yields the whole text so far, without sleeping, into a text area. After a stream of 20, which is not counted. Time runs from the click to the frame that shows the end; where that does not come, nothing has come for 6 s, or it took more than 30. Bytes are all that goes over the page's WebSockets, both ways, with the host's envelopes, and for Gradio what its page fetches.
- The *paced bare comm* sends what is new in the text, or the newest picture, at most once in 16 ms ([its cell](../benchmarks/cells/growth/paced.py), [paced.js](../benchmarks/page/paced.js)).`
};
