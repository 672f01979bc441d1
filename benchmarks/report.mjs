// From measurements to tables and to what the project aims at.
import { cpus } from 'node:os';
import { explained } from './explaining.mjs';
import { ratio, summary } from './statistics.mjs';

const KILO = 1000;

/** The rows of times: a title, and the list of one contestant's numbers. */
const TIMES = {
  first: {
    title: 'cell executed → first answered event, ms (fresh kernel, new page)',
    of: ({ rounds }) => rounds.nodelay.map(({ first }) => first.painted)
  },
  keystroke: {
    title: 'keystroke → its result on screen, ms',
    of: ({ rounds }) => rounds.nodelay.map(({ keystroke }) => keystroke.painted)
  },
  keystrokeDocument: {
    title: '… → in the document, ms (before it is painted)',
    of: ({ rounds }) => rounds.nodelay.map(({ keystroke }) => keystroke.answered)
  },
  keystrokePlain: {
    title: 'keystroke → on screen, without the server extension, ms',
    of: ({ rounds }) => rounds.plain.map(({ keystroke }) => keystroke.painted)
  },
  keystrokePlainDocument: {
    title: '… → in the document, ms',
    of: ({ rounds }) => rounds.plain.map(({ keystroke }) => keystroke.answered)
  },
  slider: {
    title: 'slider, 60 keys at 60 Hz, function takes 50 ms: last key → its result, ms',
    of: ({ rounds }) => rounds.nodelay.map(({ slider }) => slider.painted)
  },
  import: {
    title: 'import and build the interface, in a fresh Python, ms',
    of: ({ imports }) => imports?.python
  },
  importKernel: {
    title: '… with what a kernel has imported already, ms',
    of: ({ imports }) => imports?.kernel
  }
};

/**
 * The whole report as Markdown.
 *
 * `results` has, for each contestant in the order of the columns, `{title, name, rounds,
 * imports, weight}`.
 */
export function report(results, { repetitions, versions, chromium, wheelBytes, explanations }) {
  const find = name => results.find(result => result.name === name);
  const own = find('intarsia');
  const parts = [
    '# Benchmarks',
    'Made by `npm run bench -- --write`. ' +
      'All contestants take turns in one run, in a real JupyterLab and Chromium on one machine, each time with a new page and a new kernel. ' +
      'What counts are the ratios: the figures themselves are those of the machine.',
    `${repetitions} repetitions, ${cpus().length} processors; ` +
      `${[...versions, `Chromium ${chromium}`].join(', ')}.`,
    'Medians [min–max] over the repetitions:',
    table(
      ['', ...results.map(({ title }) => title)],
      [...timeRows(results), ...otherRows(results, wheelBytes)]
    )
  ];
  if (own && results.length > 1) {
    parts.push(
      "intarsia's time divided by the other's (median of the ratios within each repetition):",
      table(
        ['', ...results.filter(result => result !== own).map(({ title }) => title)],
        ratioRows(own, results)
      ),
      '## Aims',
      list(aims(find))
    );
  }
  const { head, rows, aims: aimed } = explained(explanations);
  parts.push('## Explaining a result', EXPLAINING, table(head, rows), list(aimed));
  parts.push('## How it is measured', METHOD);
  return `${parts.join('\n\n')}\n`;
}

const METHOD = `Each contestant shows the same two functions in a cell: one of a text, answering at once, one of an integer, taking 50 ms. Inputs run the function as they change.

- *First answer*: from the key press that runs the cell. As soon as the text field stands in the document, a letter is typed into it, and another one every 50 ms until a result appears.
- *Keystroke*: 20 real keys, one after the other, each after the result of the last one; five more before them are not counted. Time runs from the \`keydown\` event in the page to the frame that shows the result.
- *Slider*: the right arrow key at 60 Hz, real keys that wait for nothing; in each repetition they begin at another point within a call of the function.
- The *bare comm* is a Jupyter comm with a few lines of JavaScript ([bare.js](../benchmarks/page/bare.js)): no validation, no queue, nothing saved.
- *Without the server extension*: a second server where intarsia's extension, which sets TCP_NODELAY on the kernels' WebSockets, is switched off. The extension serves every library alike: the first figures of all contestants are with it.
- *Import*: \`import\` and what makes an interface of the function, in a process of its own; the second row with all that a kernel has imported when its first cell runs, and with what displays and answers.
- *An install adds*: packages beyond those of JupyterLab and ipykernel, and the size of their files.`;

const EXPLAINING =
  'The same function, a forest of scikit-learn over the words of a text, explained directly and by `gr.interpret`; ' +
  'medians of the processor time ([interpretation.py](../benchmarks/interpretation.py)).';

function list(aims) {
  return aims
    .map(({ text, value, met }) => `- ${met ? '✓' : '✗'} ${text}: **${value}**`)
    .join('\n');
}

function timeRows(results) {
  return Object.values(TIMES).map(({ title, of }) => [
    title,
    ...results.map(result => range(summary(of(result) ?? [])))
  ]);
}

function ratioRows(own, results) {
  return Object.values(TIMES).map(({ title, of }) => [
    title.replace(/, ms.*$/, ''),
    ...results
      .filter(result => result !== own)
      .map(result => quotient(ratio(of(own), of(result) ?? [])))
  ]);
}

function otherRows(results, wheelBytes) {
  const row = (title, of) => [title, ...results.map(of)];
  return [
    row('slider: results shown before the last key', ({ rounds }) =>
      range(summary(rounds.nodelay.map(({ slider }) => slider.onTheWay)))
    ),
    row('slider: the last result stands', ({ rounds }) =>
      rounds.nodelay.every(({ slider }) => slider.newestStands) ? 'yes' : 'no'
    ),
    row('packages an install adds', ({ weight }) => String(weight.added.names.length)),
    row('MB an install adds', ({ weight }) => (weight.added.bytes / KILO ** 2).toFixed(1)),
    row('wheel, kB', ({ name }) => (name === 'intarsia' ? kilo(wheelBytes) : '–')),
    row('JavaScript before JupyterLab stands, kB gzip', ({ weight }) => kilo(weight.atStart)),
    row('… until the interface is live', ({ weight }) => kilo(weight.used))
  ];
}

/** What the project wants to reach, and whether it does. */
function aims(find) {
  const [own, comm, ipywidgets, gradio] = ['intarsia', 'comm', 'ipywidgets', 'gradio'].map(find);
  const against = (key, other, limit, text) => {
    const { of } = TIMES[key];
    const value = other && ratio(of(own), of(other) ?? []);
    return value === undefined
      ? []
      : [
          {
            text: `${text} ≤ ${limit} × ${other.title}`,
            value: quotient(value),
            met: value <= limit
          }
        ];
  };
  const best = [ipywidgets, gradio]
    .filter(Boolean)
    .sort((a, b) => middle(TIMES.slider.of(a)) - middle(TIMES.slider.of(b)))[0];
  const sliders = own.rounds.nodelay.map(({ slider }) => slider);
  const onTheWay = middle(sliders.map(slider => slider.onTheWay));
  const newest = sliders.every(({ newestStands }) => newestStands);
  return [
    ...against('first', comm, 1.5, 'first answer'),
    ...against('first', ipywidgets, 0.75, 'first answer'),
    ...against('keystroke', comm, 1.3, 'keystroke, on screen,'),
    ...against('keystrokeDocument', comm, 1.3, 'keystroke, in the document,'),
    ...against('slider', best, 1.1, 'slider, last key'),
    { text: 'slider: the newest wins', value: newest ? 'yes' : 'no', met: newest },
    { text: 'slider: results appear on the way', value: String(onTheWay), met: onTheWay >= 2 },
    ...against('import', ipywidgets, 0.5, 'import'),
    {
      text: 'JavaScript before the first lazy part < 60 kB (gzip)',
      value: `${kilo(own.weight.atStart)} kB`,
      met: own.weight.atStart < 60 * KILO
    }
  ];
}

function middle(numbers) {
  return summary(numbers)?.median;
}

function range(values) {
  if (!values) {
    return '–';
  }
  const { median, min, max } = values;
  return `${number(median)} [${number(min)}–${number(max)}]`;
}

function number(value) {
  return Number.isInteger(value) || value >= 9.95 ? value.toFixed(0) : value.toFixed(1);
}

function quotient(value) {
  return value === undefined ? '–' : `${value.toFixed(2)} ×`;
}

function kilo(bytes) {
  return bytes > 0 ? (bytes / KILO).toFixed(1) : '–';
}

function table(head, rows) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
