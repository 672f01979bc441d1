// A conversation in Markdown whose last message grows word by word.
import { atMost } from '../statistics.mjs';
import { exact, exactly, stream } from './streams.mjs';
import { inTurns } from './turns.mjs';

const COUNT = 10_000;
const PATIENCE = 30_000;
const SELECTOR = '[role="log"], .intarsia-Chatbot';

const of = key => results => results.map(result => result[key]);

function isExact(text) {
  // What is read out to screen readers may stand behind it.
  const words = (text.match(/w\d+/g) ?? []).slice(0, COUNT);
  return words.length === COUNT && words.every((word, index) => word === `w${index}`);
}

export const chat = {
  name: 'chat',
  title: 'A conversation in Markdown, 10,000 words',
  tasks: ['chat'],

  run(surroundings) {
    return inTurns(surroundings, this, async notebook => {
      await notebook.run('chat', SELECTOR, SELECTOR);
      const last = 'end of 10000';
      const watched = { selector: SELECTOR, kind: 'text', last, patience: PATIENCE };
      return stream(notebook, 'Go', watched, isExact);
    });
  },

  rows: [
    { title: 'click → the last word on screen, ms', of: of('time'), ratio: true },
    { title: '… the end is exact', of: exactly },
    { title: '… frames a second', of: of('frames') },
    { title: '… longest time between two frames, ms', of: of('gap') },
    { title: '… times that more words were shown', of: of('painted') }
  ],

  aims(find) {
    const { results } = find('intarsia');
    return [
      ...atMost(of('gap')(results), 50, '10,000 words of a conversation: longest frame', ' ms'),
      ...exact(results, '10,000 words of a conversation')
    ];
  },

  method: `- *A conversation*: the answer of a \`Chatbot\` grows by 10,000 words, with headings, lists, code and bold words, one each half millisecond or as fast as the machine sleeps; each time the whole history is yielded. (Gradio's page does not come to the end of it within minutes, and is left out.)`
};
