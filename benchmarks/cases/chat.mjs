// A conversation in Markdown whose last message grows word by word.
import { atMost } from '../statistics.mjs';
import { each, exact, exactly, stream } from './streams.mjs';
import { inTurns } from './turns.mjs';

const COUNTS = [1000, 10_000];
const LONG = COUNTS.at(-1);
const PATIENCE = 30_000;
/** What has the last message in it. */
const PLACES = {
  intarsia: '.intarsia-Chatbot',
  gradio: '[role="log"]',
  panel: '.message',
  ipywidgets: '.jp-OutputArea-child:nth-child(2) .jp-RenderedMarkdown'
};

const of = (count, key) => results => results.map(streams => streams[count][key]);
const words = count => count.toLocaleString('en');

function isExact(text, count) {
  // What is read out to screen readers may stand behind it.
  const found = (text.match(/w\d+/g) ?? []).slice(0, count);
  return found.length === count && found.every((word, index) => word === `w${index}`);
}

export const chat = {
  name: 'chat',
  title: 'A conversation in Markdown',
  tasks: ['chat'],

  run(surroundings) {
    return inTurns(surroundings, this, async notebook => {
      const selector = PLACES[notebook.contestant.name];
      await notebook.run('chat', 'button', selector);
      const run = count => {
        const last = `end of ${count}`;
        const watched = { selector, kind: 'text', last, patience: PATIENCE };
        return stream(notebook, `Go ${count}`, watched, text => isExact(text, count));
      };
      return each(COUNTS, run);
    });
  },

  rows: COUNTS.flatMap(count => [
    {
      title: `${words(count)} words: click → the last on screen, ms`,
      of: of(count, 'time'),
      ratio: true
    },
    {
      title: '… the end is exact',
      of: results => exactly(results.map(streams => streams[count]))
    },
    { title: '… frames a second', of: of(count, 'frames') },
    { title: '… longest time between two frames, ms', of: of(count, 'gap') },
    { title: '… times that more words were shown', of: of(count, 'painted') }
  ]),

  aims(find) {
    const { results } = find('intarsia');
    const text = `${words(LONG)} words of a conversation`;
    return [
      ...atMost(of(LONG, 'gap')(results), 50, `${text}: longest frame`, ' ms'),
      ...exact(
        results.map(streams => streams[LONG]),
        text
      )
    ];
  },

  method: `- *A conversation*: the answer of a \`Chatbot\` grows by that many words, with headings, lists, code and bold words, one each half millisecond or as fast as the machine sleeps; each time the whole history is yielded. Panel has its \`ChatFeed\`; with ipywidgets, whose buttons start it, the answer is a displayed \`Markdown\` that is updated.`
};
