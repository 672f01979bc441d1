// From measurements to tables and to what the project aims at.
import { CASES } from './cases/index.mjs';
import { CONTESTANTS } from './contestants.mjs';
import { quotient, range, ratio, summary } from './statistics.mjs';

/** The whole report as Markdown, of the cases that were measured. */
export function report(measured) {
  const cases = CASES.filter(({ name }) => measured[name]);
  const parts = [
    '# Benchmarks',
    'Made by `npm run bench -- --write`; `--cases` measures some of it anew. ' +
      'All contestants of a case take turns in one run, in a real JupyterLab and Chromium on one machine, each time with a new page and a new kernel. ' +
      'What counts are the ratios: the figures themselves are those of the machine. Medians [min–max] over the repetitions.'
  ];
  for (const task of cases) {
    parts.push(`## ${task.title}`, ...section(task, measured[task.name]));
  }
  const aims = cases.flatMap(task => aimsOf(task, measured[task.name]));
  if (aims.length > 0) {
    parts.push(
      '## Aims',
      aims.map(({ text, value, met }) => `- ${met ? '✓' : '✗'} ${text}: **${value}**`).join('\n')
    );
  }
  parts.push('## How it is measured', cases.map(({ method }) => method).join('\n'));
  return `${parts.join('\n\n')}\n`;
}

function section({ rows }, { repetitions, processors, versions, chromium, results }) {
  const all = named(results);
  const own = all.find(({ name }) => name === 'intarsia');
  const about =
    `${repetitions} repetitions, ${processors} processors; ` +
    `${[...versions, `Chromium ${chromium}`].join(', ')}.`;
  const parts = [
    about,
    table(
      ['', ...all.map(({ title }) => title)],
      rows.map(({ title, of }) => [title, ...all.map(({ results }) => written(of(results)))])
    )
  ];
  const others = all.filter(each => each !== own);
  const compared = rows.filter(row => row.ratio);
  if (own && others.length > 0 && compared.length > 0) {
    parts.push(
      "intarsia's time divided by the other's (median of the ratios within each repetition):",
      table(
        ['', ...others.map(({ title }) => title)],
        compared.map(({ title, of }) => [
          title.replace(/, ms.*$/, ''),
          ...others.map(({ results }) => quotient(ratio(of(own.results) ?? [], of(results) ?? [])))
        ])
      )
    );
  }
  return parts;
}

function aimsOf(task, { results }) {
  const all = named(results);
  const find = name => all.find(each => each.name === name);
  return find('intarsia') ? task.aims(find) : [];
}

function named(results) {
  return CONTESTANTS.filter(({ name }) => results[name]).map(({ name, title }) => ({
    name,
    title,
    results: results[name]
  }));
}

function written(value) {
  return typeof value === 'string' ? value : range(summary(value ?? []));
}

function table(head, rows) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
