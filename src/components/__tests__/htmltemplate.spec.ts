import { fillTemplate } from '../htmltemplate';

function fill(template: string, data: object): string {
  return fillTemplate(template, new Map(Object.entries(data)));
}

describe('A template', () => {
  it.each([
    ['<b>${value}</b>', { value: 'x' }, '<b>x</b>'],
    ['${value} ${unit}', { value: 1, unit: 'cm' }, '1 cm'],
    ['\\${value} \\`', { value: 1 }, '${value} `'],
    ['{{value}} {{{value}}} {{&value}}', { value: '<i>&' }, '&lt;i&gt;&amp; <i>& <i>&'],
    ['{{ value.name }}{{value.[0]}}{{missing}}', { value: { name: 'a' } }, 'a'],
    ['{{! a note }}{{!-- another --}}x', {}, 'x'],
    ['{{#each value}}<li>{{this}}</li>{{/each}}', { value: ['a', 'b'] }, '<li>a</li><li>b</li>'],
    [
      '{{#each value}}{{@index}}{{@key}}{{#if @first}}F{{/if}}{{#if @last}}L{{/if}} {{/each}}',
      { value: [1, 2] },
      '00F 11L '
    ],
    ['{{#each value}}{{@key}}={{this}};{{/each}}', { value: { a: 1, b: 2 } }, 'a=1;b=2;'],
    ['{{#each value}}x{{else}}none{{/each}}', { value: [] }, 'none'],
    ['{{#each value as |row at|}}{{at}}{{row.n}}{{/each}}', { value: [{ n: 5 }] }, '05'],
    [
      '{{#each value}}{{name}} of {{../title}} {{/each}}',
      { value: [{ name: 'a' }], title: 't' },
      'a of t '
    ],
    ['{{#if value}}yes{{else}}no{{/if}}', { value: [] }, 'no'],
    ['{{#if value}}a{{else if other}}b{{else}}c{{/if}}', { value: 0, other: 1 }, 'b'],
    ['{{#if value}}a{{else if other}}b{{else}}c{{/if}}', { value: 0, other: 0 }, 'c'],
    ['{{#unless value}}none{{/unless}}', { value: '' }, 'none'],
    [
      '{{#with value}}{{a}}{{/with}}{{#with none}}x{{else}}-{{/with}}',
      { value: { a: 1 }, none: null },
      '1-'
    ],
    ['{{#each value}}${unit}{{/each}}', { value: [1, 2], unit: 'cm' }, 'cmcm'],
    ['{{length}}{{value.length}}', { value: [1, 2], length: 'n' }, 'n2'],
    ['{{value.constructor}}{{value.__proto__}}', { value: {} }, '']
  ])('%s', (template, data, text) => {
    expect(fill(template, data)).toBe(text);
  });

  it('takes nothing of a value for a part of itself', () => {
    expect(fill('{{{value}}}${value}', { value: '${1 + 1}{{x}}' })).toBe(
      '${1 + 1}{{x}}${1 + 1}{{x}}'
    );
  });

  it.each([
    ['${value', /"The end" cannot stand there/],
    ['${value value}', /cannot stand there/],
    ['{{#each value}}x', /\{\{#each …\}\} has no end/],
    ['{{/if}}', /ends nothing/],
    ['{{value', /\{\{ has no end/],
    ['{{#log value}}{{/log}}', /no block of a template/]
  ])('says what is wrong with %s', (template, words) => {
    expect(() => fill(template, { value: 1 })).toThrow(words);
  });
});
