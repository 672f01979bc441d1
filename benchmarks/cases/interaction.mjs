// The first answer, keystrokes, a slider that is held.
import { takesPart } from '../contestants.mjs';
import { firstAnswer, heldSlider, keystrokes } from '../keys.mjs';
import { against, middle, range, summary } from '../statistics.mjs';
import { once, turned } from './turns.mjs';

const first = {
  title: 'cell executed → first answered event, ms (fresh kernel, new page)',
  of: results => results.map(({ nodelay }) => nodelay.first.painted),
  ratio: true
};
const keystroke = {
  title: 'keystroke → its result on screen, ms',
  of: results => results.map(({ nodelay }) => nodelay.keystroke.painted),
  ratio: true
};
const keystrokeDocument = {
  title: '… → in the document, ms (before it is painted)',
  of: results => results.map(({ nodelay }) => nodelay.keystroke.answered),
  ratio: true
};
const slider = {
  title: 'slider, 60 keys at 60 Hz, function takes 50 ms: last key → its result, ms',
  of: results => results.map(({ nodelay }) => nodelay.slider.painted),
  ratio: true
};
const onTheWay = {
  title: 'slider: results shown before the last key',
  of: results => results.map(({ nodelay }) => nodelay.slider.onTheWay)
};
const newestStands = {
  title: 'slider: the last result stands',
  of: results => (results.every(({ nodelay }) => nodelay.slider.newestStands) ? 'yes' : 'no')
};

export const interaction = {
  name: 'interaction',
  title: 'Keys',
  tasks: ['text', 'slider'],
  kinds: ['nodelay', 'plain'],

  async run(surroundings) {
    const { contestants, repetitions } = surroundings;
    const own = contestants.filter(contestant => takesPart(contestant, this.tasks));
    const results = Object.fromEntries(own.map(({ name }) => [name, []]));
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const contestant of turned(own, repetition)) {
        const found = {};
        for (const kind of this.kinds) {
          console.log(`${repetition + 1}/${repetitions} ${contestant.name}, ${kind}`);
          const phase = kind === 'nodelay' ? repetition / repetitions : null;
          found[kind] = await once(surroundings, this, contestant, kind, notebook =>
            measure(notebook, phase)
          );
        }
        results[contestant.name].push(found);
      }
    }
    return results;
  },

  rows: [
    first,
    keystroke,
    keystrokeDocument,
    {
      title: 'keystroke → on screen, without the server extension, ms',
      of: results => results.map(({ plain }) => plain.keystroke.painted),
      ratio: true
    },
    {
      title: '… → in the document, ms',
      of: results => results.map(({ plain }) => plain.keystroke.answered),
      ratio: true
    },
    slider,
    onTheWay,
    newestStands
  ],

  aims(find) {
    const [own, comm, ipywidgets, gradio] = ['intarsia', 'comm', 'ipywidgets', 'gradio'].map(find);
    const best = [ipywidgets, gradio]
      .filter(Boolean)
      .sort((a, b) => middle(slider.of(a.results)) - middle(slider.of(b.results)))[0];
    const shown = middle(onTheWay.of(own.results));
    const newest = newestStands.of(own.results);
    return [
      ...against(first, own, comm, 1.5, 'first answer'),
      ...against(first, own, ipywidgets, 0.75, 'first answer'),
      ...against(keystroke, own, comm, 1.3, 'keystroke, on screen,'),
      ...against(keystrokeDocument, own, comm, 1.3, 'keystroke, in the document,'),
      ...against(slider, own, best, 1.1, 'slider, last key'),
      { text: 'slider: the newest wins', value: newest, met: newest === 'yes' },
      {
        text: 'slider: results appear on the way',
        value: range(summary(onTheWay.of(own.results))),
        met: shown >= 2
      }
    ];
  },

  method: `Each contestant shows the same two functions in a cell: one of a text, answering at once, one of an integer, taking 50 ms. Inputs run the function as they change.

- *First answer*: from the key press that runs the cell. As soon as the text field stands in the document, a letter is typed into it, and another one every 50 ms until a result appears.
- *Keystroke*: 20 real keys, one after the other, each after the result of the last one; five more before them are not counted. Time runs from the \`keydown\` event in the page to the frame that shows the result.
- *Slider*: the right arrow key at 60 Hz, real keys that wait for nothing; in each repetition they begin at another point within a call of the function.
- The *bare comm* is a Jupyter comm with a few lines of JavaScript ([bare.js](../benchmarks/page/bare.js)): no validation, no queue, nothing saved.
- *Without the server extension*: a second server where intarsia's extension, which sets TCP_NODELAY on the kernels' WebSockets, is switched off. The extension serves every library alike: the first figures of all contestants are with it.`
};

/** Everything of one contestant on one server; `phase`: see `heldSlider`, null leaves it out. */
async function measure(notebook, phase) {
  const field = await notebook.run('text', notebook.contestant.field);
  const answer = await firstAnswer(notebook);
  const keystroke = await keystrokes(notebook, field);
  const slider = phase === null ? undefined : await heldSlider(notebook, phase);
  return { first: answer, keystroke, slider };
}
