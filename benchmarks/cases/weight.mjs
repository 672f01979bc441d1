// What an install and an import cost, before anything is shown.
import { takesPart } from '../contestants.mjs';
import { firstAnswer } from '../keys.mjs';
import { against } from '../statistics.mjs';
import { added, compressed, importTime, size } from '../weight.mjs';
import { once } from './turns.mjs';

const KILO = 1000;
const EXTENSIONS = {
  intarsia: /^jupyterlab-intarsia\//,
  ipywidgets: /^@jupyter-widgets\/jupyterlab-manager\//
};

const imported = {
  title: 'import and build the interface, in a fresh Python, ms',
  of: ({ imports }) => imports?.python,
  ratio: true
};

export const weight = {
  name: 'weight',
  title: 'Weight',
  tasks: ['text'],

  async run(surroundings) {
    const { contestants, repetitions, wheel } = surroundings;
    const own = contestants.filter(contestant => takesPart(contestant, this.tasks));
    const times = await imports(own, repetitions);
    const results = {};
    for (const contestant of own) {
      const { name, packages } = contestant;
      console.log(`weight ${name}`);
      const scripts = await once(surroundings, this, contestant, 'nodelay', async notebook => {
        await notebook.run('text', contestant.field);
        await firstAnswer(notebook);
        return notebook.scripts();
      });
      const used = scripts.filter(({ file }) => EXTENSIONS[name]?.test(file));
      const wanted = packages.map(entry => (entry === 'intarsia' ? wheel : entry));
      const { names, bytes } = wanted.length > 0 ? await added(wanted) : { names: [], bytes: 0 };
      results[name] = {
        imports: times[name],
        packages: names.length,
        bytes,
        wheel: name === 'intarsia' ? size(wheel) : 0,
        atStart: compressed(used.filter(({ atStart }) => atStart).map(({ file }) => file)),
        used: compressed(used.map(({ file }) => file))
      };
    }
    return results;
  },

  rows: [
    imported,
    {
      title: '… with what a kernel has imported already, ms',
      of: ({ imports }) => imports?.kernel,
      ratio: true
    },
    { title: 'packages an install adds', of: ({ packages }) => String(packages) },
    { title: 'MB an install adds', of: ({ bytes }) => (bytes / KILO ** 2).toFixed(1) },
    { title: 'wheel, kB', of: ({ wheel }) => kilo(wheel) },
    { title: 'JavaScript before JupyterLab stands, kB gzip', of: ({ atStart }) => kilo(atStart) },
    { title: '… until the interface is live', of: ({ used }) => kilo(used) }
  ],

  aims(find) {
    const [own, ipywidgets] = ['intarsia', 'ipywidgets'].map(find);
    const { atStart } = own.results;
    return [
      ...against(imported, own, ipywidgets, 0.5, 'import'),
      {
        text: 'JavaScript before the first lazy part < 60 kB (gzip)',
        value: `${kilo(atStart)} kB`,
        met: atStart < 60 * KILO
      }
    ];
  },

  method: `- *Import*: \`import\` and what makes an interface of the function, in a process of its own; the second row with all that a kernel has imported when its first cell runs, and with what displays and answers.
- *An install adds*: packages beyond those of JupyterLab and ipykernel, and the size of their files.`
};

/** Import times in turn, in ms: for each name `{python: […], kernel: […]}`. */
async function imports(contestants, repetitions) {
  const names = contestants.map(({ name }) => name).filter(name => name !== 'comm');
  const times = Object.fromEntries(names.map(name => [name, { python: [], kernel: [] }]));
  // The first time reads the files from the disk.
  for (let repetition = -1; repetition < repetitions; repetition++) {
    for (const name of names) {
      for (const within of ['python', 'kernel']) {
        const time = await importTime(name, within);
        if (repetition >= 0) {
          times[name][within].push(time);
        }
      }
    }
  }
  return times;
}

function kilo(bytes) {
  return bytes > 0 ? (bytes / KILO).toFixed(1) : '–';
}
