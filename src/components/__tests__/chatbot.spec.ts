import type { IRenderMime } from '@jupyterlab/rendermime';
import { RenderMimeRegistry, standardRendererFactories } from '@jupyterlab/rendermime';
import { Sanitizer } from '@jupyterlab/apputils';
import { PromiseDelegate } from '@lumino/coreutils';
import { Widget } from '@lumino/widgets';
import type { ChatbotSpec, FileValue } from '../../protocol/types';
import { LaidOut } from '../../testing/laidout';
import type { Chatbot } from '../chatbot';
import { isText, readMessages, textOf, turnsOf } from '../chatmessages';
import type { Component } from '../component';
import { Portions } from '../portions';
import { clearStage, place, press, sampleSpec, type, type IPlaced } from './stage';

afterEach(() => {
  clearStage();
  jest.useRealTimers();
});

/** Enough of Markdown to see what was drawn. */
const markdownParser = {
  render: (text: string): Promise<string> =>
    Promise.resolve(
      text
        .split(/\n\n+/)
        .filter(part => part.trim() !== '')
        .map(part => {
          const code = /^```(\w*)\n([^]*?)\n?```/.exec(part);
          return code
            ? `<pre><code class="language-${code[1]}">${code[2]}</code></pre>`
            : `<p>${part.replace(/ {2}\n/g, '<br>').replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')}</p>`;
        })
        .join('')
    )
};

/**
 * The host's renderers, counted: how often each element was drawn.
 */
function createRendermime(typesetter?: IRenderMime.ILatexTypesetter): {
  rendermime: RenderMimeRegistry;
  drawn: string[];
} {
  const drawn: string[] = [];
  const rendermime = new RenderMimeRegistry({
    initialFactories: standardRendererFactories,
    sanitizer: new Sanitizer(),
    latexTypesetter: typesetter,
    markdownParser: {
      render: text => {
        drawn.push(text);
        return markdownParser.render(text);
      }
    }
  });
  return { rendermime, drawn };
}

interface IChat extends IPlaced {
  readonly chat: Chatbot;
  readonly drawn: string[];
  all(selector: string): HTMLElement[];
  show(value: unknown): Promise<void>;
}

function open(given: Partial<ChatbotSpec> = {}, context: Partial<Component.IContext> = {}): IChat {
  const { rendermime, drawn } = createRendermime();
  const stage = place('chatbot', { ...DEFAULTS, ...given }, { rendermime, ...context });
  const chat = stage.component as Chatbot;
  return {
    ...stage,
    chat,
    drawn,
    all: selector => [...chat.node.querySelectorAll<HTMLElement>(selector)],
    show: async value => {
      chat.setValue(value);
      await chat.settled;
    }
  };
}

const DEFAULTS: Partial<ChatbotSpec> = {
  layout: 'bubble',
  height: 400,
  autoscroll: true,
  render_markdown: true,
  line_breaks: true,
  latex_delimiters: [{ left: '$$', right: '$$', display: true }],
  buttons: ['copy', 'copy_all'],
  feedback_options: ['Like', 'Dislike'],
  feedback_value: null,
  group_consecutive_messages: true,
  allow_file_downloads: true,
  listened: [],
  examples: [],
  avatar_images: []
};

const text = (words: string): object => ({ type: 'text', text: words });
const says =
  (role: string) =>
  (content: string | object[], more: object = {}): object => ({
    role,
    metadata: null,
    content: typeof content === 'string' ? [text(content)] : content,
    options: null,
    ...more
  });
const user = says('user');
const bot = says('assistant');
const thought = (metadata: object, words = 'hm'): object => bot(words, { metadata });

const button = (stage: IChat, label: string): HTMLButtonElement => {
  const found = stage
    .all('button')
    .filter(
      each => (each.getAttribute('aria-label') ?? each.textContent) === label && !isHidden(each)
    );
  expect(found.map(each => each.outerHTML)).not.toEqual([]);
  return found[found.length - 1] as HTMLButtonElement;
};

function isHidden(element: HTMLElement): boolean {
  return element.closest('[hidden]') !== null;
}

const labels = (stage: IChat): string[] =>
  stage
    .all('button')
    .filter(each => !isHidden(each))
    .map(each => each.getAttribute('aria-label') ?? each.textContent ?? '');

describe('messages', () => {
  it('are read, and what is none is left out', () => {
    const value = [user('a'), null, 5, { role: 'user' }, { role: 3, content: [] }, bot('b')];
    expect(readMessages(value).map(message => message.index)).toEqual([0, 5]);
    expect(readMessages('x')).toEqual([]);
    const [{ parts }] = readMessages([bot([text('a'), { type: 'odd' }, [], { type: 'file' }])]);
    expect(parts).toEqual([text('a')]);
  });

  it('of one role stand together, or each alone; what the system says is not shown', () => {
    const messages = readMessages([says('system')('s'), user('a'), bot('b'), bot('c'), user('d')]);
    const shape = (together: boolean): string[] =>
      turnsOf(messages, together).map(
        turn => `${turn.role} ${turn.messages.map(({ index }) => index).join()}`
      );
    expect(shape(true)).toEqual(['user 1', 'assistant 2,3', 'user 4']);
    expect(shape(false)).toEqual(['user 1', 'assistant 2', 'assistant 3', 'user 4']);
  });

  it('are copied as text, thoughts with their titles', () => {
    const messages = readMessages([
      thought({ title: 'Look', id: 1 }, 'in books'),
      thought({ title: 'Ask', parent_id: 1 }, 'a friend'),
      bot('It is.')
    ]);
    expect(textOf(messages)).toBe('Look\n  in books\n  Ask\n    a friend\nIt is.');
    expect(messages.every(isText)).toBe(true);
    const mixed = readMessages([bot([text('a'), { type: 'component', component: 'x' }])]);
    expect(mixed.every(isText)).toBe(false);
  });
});

describe('Chatbot', () => {
  it('shows who said what', async () => {
    const stage = open();
    await stage.show([user('Why **so**?'), bot('Because.\nReally.')]);
    const [first, second] = stage.all('.intarsia-ChatTurn');
    expect(first.classList).toContain('intarsia-mod-user');
    expect(first.querySelector('.intarsia-ChatTurn-name')?.textContent).toBe('You');
    expect(first.querySelector('b')?.textContent).toBe('so');
    expect(second.querySelector('.intarsia-ChatTurn-name')?.textContent).toBe('Assistant');
    expect(second.querySelector('br')).not.toBeNull();
    const log = stage.find('[role=log]');
    expect(log.getAttribute('aria-label')).toBe('Petal length');
    expect(log.tabIndex).toBe(0);
  });

  it('draws 10,000 deltas without drawing older blocks again', async () => {
    const stage = open();
    const before = Array.from({ length: 20 }, (_, at) =>
      at % 2 ? bot(`Answer ${at}.\n\nMore.`) : user(`Question ${at}?`)
    );
    await stage.show([...before, user('Tell me all.')]);
    const nodes = stage.all('.intarsia-ChatText-block');
    const content = nodes.map(node => node.firstChild);
    stage.drawn.length = 0;
    let words = '';
    let settled: HTMLElement | null = null;
    for (let at = 0; at < 10_000; at++) {
      words += at % 50 === 49 ? 'end.\n\n' : 'word ';
      stage.chat.setValue([...before, user('Tell me all.'), bot(words)]);
      if (at === 5000) {
        await stage.chat.settled;
        settled = stage.all('.intarsia-ChatTurn').at(-1)?.querySelector('p') ?? null;
      }
    }
    await stage.chat.settled;
    expect(stage.all('.intarsia-ChatText-block').slice(0, nodes.length)).toEqual(nodes);
    expect(nodes.map(node => node.firstChild)).toEqual(content);
    expect(settled?.isConnected).toBe(true);
    const last = stage.all('.intarsia-ChatTurn').at(-1);
    expect(last?.querySelectorAll('p').length).toBe(200);
    // Each block once or twice: not with each of the deltas, and none of the older messages.
    expect(stage.drawn.length).toBeLessThan(500);
    expect(stage.drawn.filter(drawn => !/^(word|end)/.test(drawn))).toEqual([]);
  }, 60_000);

  it('moves nothing of a message that grows: what is selected in it stays so', async () => {
    const stage = open();
    await stage.show([user('Go on.'), bot('One **two**.\n\nThree')]);
    const [first, second] = stage.all('.intarsia-ChatText-block').slice(1);
    const text = first.querySelector('b')!.firstChild!;
    document.getSelection()!.setBaseAndExtent(text, 0, text, 3);
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver(found => changes.push(...found));
    observer.observe(stage.find('.intarsia-Chatbot-turns'), { subtree: true, childList: true });
    const paragraph = second.firstChild;
    await stage.show([user('Go on.'), bot('One **two**.\n\nThree and')]);
    await stage.show([user('Go on.'), bot('One **two**.\n\nThree and four.\n\n```py\nx = 1\n```')]);
    await stage.show([
      user('Go on.'),
      bot('One **two**.\n\nThree and four.\n\n```py\nx = 1\ny\n```')
    ]);
    changes.push(...observer.takeRecords());
    expect(changes.flatMap(({ removedNodes }) => [...removedNodes])).toEqual([]);
    expect(String(document.getSelection())).toBe('two');
    expect(second.firstChild).toBe(paragraph);
    expect(second.textContent).toBe('Three and four.');
    expect(stage.find('pre').textContent).toBe('x = 1\ny');
  });

  it('keeps what did not change, when a message in the middle does', async () => {
    const stage = open();
    await stage.show([user('a'), bot('b'), user('c')]);
    const [first, , third] = stage.all('.intarsia-ChatMessage');
    await stage.show([user('a'), bot('other'), user('c')]);
    expect(stage.all('.intarsia-ChatMessage')[0]).toBe(first);
    expect(stage.all('.intarsia-ChatMessage')[2]).toBe(third);
    expect(stage.chat.node.textContent).toContain('other');
    await stage.show([user('a')]);
    expect(stage.all('.intarsia-ChatMessage')).toEqual([first]);
    await stage.show([bot('a')]);
    expect(stage.all('.intarsia-ChatTurn.intarsia-mod-user')).toEqual([]);
  });

  it('shows texts as they are written, where that is wanted', async () => {
    const stage = open({ render_markdown: false });
    await stage.show([bot('**a**\n$$b$$')]);
    expect(stage.find('.intarsia-ChatText').textContent).toBe('**a**\n$$b$$');
    expect(stage.drawn).toEqual([]);
  });

  it('draws anew when texts are to be drawn otherwise, and not for other words', async () => {
    const stage = open();
    await stage.show([bot('**a**')]);
    const message = stage.find('.intarsia-ChatMessage');
    stage.chat.setSpec({ ...stage.chat.spec, label: 'Other' });
    expect(stage.find('.intarsia-ChatMessage')).toBe(message);
    stage.chat.setSpec({ ...stage.chat.spec, render_markdown: false });
    expect(stage.find('.intarsia-ChatText').textContent).toBe('**a**');
  });

  it('hands formulas to the typesetter, once each, and nothing else', async () => {
    const typeset: string[] = [];
    const { rendermime } = createRendermime({
      typeset: node => {
        typeset.push(node.textContent ?? '');
        node.setAttribute('data-done', 'yes');
      }
    });
    const stage = open({}, { rendermime });
    await stage.show([bot('It is $$a_1$$ for $5 and $6')]);
    await Promise.resolve();
    expect(typeset).toEqual(['$$a_1$$']);
    expect(stage.chat.node.textContent).toContain('for $5 and $6');
    await stage.show([bot('It is $$a_1$$ for $5 and $6, or $$b$$')]);
    await Promise.resolve();
    expect(typeset).toEqual(['$$a_1$$', '$$b$$']);
    expect(stage.all('[data-done]').length).toBe(2);
  });

  it('gives code its language and a way to copy it', async () => {
    const written: string[] = [];
    Object.assign(navigator, {
      clipboard: { writeText: (words: string) => Promise.resolve(void written.push(words)) }
    });
    const stage = open();
    await stage.show([bot('```python\nx = 1\n```')]);
    expect(stage.find('.intarsia-ChatText-codehead').textContent).toBe('python');
    button(stage, 'Copy code').click();
    await Promise.resolve();
    expect(written).toEqual(['x = 1']);
  });

  it('cleans what it draws, wherever it stands', async () => {
    const stage = open({ placeholder: '<img src=x onerror=alert(1)>' });
    await stage.show([]);
    const evil = '<a href="javascript:alert(1)" onclick="alert(2)">x</a><script>alert(3)</script>';
    expect(stage.chat.node.innerHTML).not.toMatch(/onerror/);
    await stage.show([thought({ title: evil, status: 'pending' }, evil), bot(evil)]);
    expect(stage.chat.node.innerHTML).not.toMatch(/javascript:|onclick|<script/);
  });
});

describe('thoughts', () => {
  it('fold under their titles, and stand within one another', async () => {
    const stage = open();
    await stage.show([
      user('?'),
      thought({ title: 'Plan', id: 1, status: 'done', duration: 1.42 }, 'first'),
      thought({ title: 'Tool', id: 'b', log: 'fast', duration: 0.05 }, 'second'),
      thought({ title: 'Inner', id: 3, parent_id: 'b', status: 'pending' }, 'third'),
      thought({ title: 'Innermost', parent_id: 3, duration: 12 }, 'fourth'),
      thought({ title: 'Lost', parent_id: 99 }, 'fifth')
    ]);
    const titles = (root: ParentNode): string[] =>
      [...root.querySelectorAll('summary')].map(each =>
        [...each.querySelectorAll('span:not([hidden])')].map(part => part.textContent).join('|')
      );
    expect(titles(stage.chat.node)).toEqual([
      'Plan|1.4 s',
      'Tool|fast|50 ms',
      'Inner|under way',
      'Innermost|12 s',
      'Lost'
    ]);
    const [plan, tool, inner] = stage.all('details') as HTMLDetailsElement[];
    expect([plan.open, tool.open, inner.open]).toEqual([false, true, true]);
    expect(titles(tool)).toEqual(titles(stage.chat.node).slice(1, 4));
    expect(titles(inner)).toEqual(titles(stage.chat.node).slice(2, 4));
  });

  it('close when they are done, unless a person has opened them', async () => {
    const stage = open();
    const two = (status: string): object[] => [
      thought({ title: 'a', status }),
      thought({ title: 'b', status })
    ];
    await stage.show(two('pending'));
    const [first, second] = stage.all('details') as HTMLDetailsElement[];
    second.querySelector('summary')?.click();
    second.open = true;
    await stage.show(two('done'));
    expect([first.open, second.open]).toEqual([false, true]);
  });

  it('become messages, and messages thoughts', async () => {
    const stage = open();
    await stage.show([bot('same')]);
    expect(stage.all('details')).toEqual([]);
    await stage.show([thought({ title: '**T**' }, 'same')]);
    expect(stage.find('details').textContent).toContain('same');
    expect(stage.find('summary b').textContent).toBe('T');
    await stage.show([bot('same')]);
    expect(stage.all('details')).toEqual([]);
    expect(stage.chat.node.textContent).toContain('same');
  });
});

describe('what stands in a message', () => {
  const made: Blob[] = [];
  const revoked: string[] = [];
  const file = (mime: string, size = 3): FileValue => ({ handle: 'h', name: 'a.bin', mime, size });
  const holds = (value: object, alt: string | null = null): object =>
    bot([{ type: 'file', file: value, alt_text: alt }]);

  beforeEach(() => {
    made.length = revoked.length = 0;
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => `blob:${made.push(blob)}`,
      revokeObjectURL: (url: string) => revoked.push(url)
    });
  });

  it.each([
    ['image/png', 'img'],
    ['audio/wav', 'audio'],
    ['video/mp4', 'video']
  ])('%s is shown through a Blob, which is revoked at the end', async (mime, tag) => {
    const stage = open({}, { download: () => Promise.resolve(new Blob(['x'])) });
    await stage.show([holds(file(mime), 'A leaf')]);
    const shown = stage.find<HTMLImageElement>(tag);
    expect(shown.getAttribute('src')).toBe('blob:1');
    expect(shown.getAttribute(tag === 'img' ? 'alt' : 'aria-label')).toBe('A leaf');
    expect(made[0].type).toBe(mime);
    expect(labels(stage)).toContain('Download a.bin');
    await stage.show([holds(file(mime), 'A leaf'), user('more')]);
    expect(made.length).toBe(1);
    stage.chat.dispose();
    expect(revoked).toEqual(['blob:1']);
  });

  it.each(['image/svg+xml', 'text/html', 'application/pdf', ''])('%j is a line', async mime => {
    const download = jest.fn();
    const stage = open({}, { download });
    await stage.show([holds(file(mime))]);
    expect(stage.all('img, audio, video')).toEqual([]);
    expect(stage.find('.intarsia-ChatFile').textContent).toContain('a.bin');
    expect(download).not.toHaveBeenCalled();
  });

  it('large films are loaded when a person asks for them', async () => {
    const download = jest.fn(() => Promise.resolve(new Blob(['x'])));
    const stage = open({}, { download });
    await stage.show([holds(file('video/mp4', 90_000_000))]);
    expect(download).not.toHaveBeenCalled();
    button(stage, 'Load a.bin').click();
    await stage.chat.settled;
    expect(stage.find('video').getAttribute('src')).toBe('blob:1');
  });

  it('a file that cannot be fetched says why', async () => {
    const stage = open({}, { download: () => Promise.reject(new Error('The kernel is gone.')) });
    await stage.show([holds(file('image/png'))]);
    expect(stage.find('.intarsia-ChatFile').textContent).toContain('The kernel is gone.');
  });

  it('files are drawn when the kernel comes that has them', async () => {
    const stage = open({}, { download: null });
    const { context } = stage.chat as unknown as { context: Record<string, unknown> };
    const value = [holds(file('image/png'))];
    await stage.show(value);
    expect(stage.all('img')).toEqual([]);
    context.download = () => Promise.resolve(new Blob(['x']));
    await stage.show(value);
    expect(stage.find('img').getAttribute('src')).toBe('blob:1');
  });

  it('files are not offered for saving where the author forbids it, or nothing can', async () => {
    const stage = open({ allow_file_downloads: false }, { download: jest.fn() });
    await stage.show([holds(file('text/csv'))]);
    expect(labels(stage)).not.toContain('Download a.bin');
    const other = open({}, { download: null });
    await other.show([holds(file('image/png'))]);
    expect(other.all('img')).toEqual([]);
    expect(labels(other)).not.toContain('Download a.bin');
  });

  it('what lies in the web is fetched in a trusted output alone', async () => {
    const linked = { ...file('image/png'), handle: '', url: 'https://example.org/a.png' };
    const stage = open();
    await stage.show([holds(linked)]);
    const picture = stage.find<HTMLImageElement>('img');
    expect(picture.src).toBe('https://example.org/a.png');
    expect(picture.referrerPolicy).toBe('no-referrer');
    const quiet = open({}, { trusted: false });
    await quiet.show([holds(linked)]);
    expect(quiet.all('img, a')).toEqual([]);
    for (const url of ['javascript:alert(1)', 'https:////evil', 'file:///etc/passwd']) {
      const odd = open();
      await odd.show([holds({ ...linked, mime: '', url })]);
      expect(odd.all('a, img')).toEqual([]);
    }
    const page = open();
    await page.show([holds({ ...linked, mime: 'text/html' })]);
    expect(page.find<HTMLAnchorElement>('a').rel).toContain('noopener');
  });

  it('a component is drawn by its description, and shown another value', async () => {
    const part = (value: string, props: object): object => ({
      type: 'component',
      component: 'textbox',
      value,
      constructor_args: {},
      props
    });
    const props = sampleSpec('textbox', { id: 'seal', label: 'Name' });
    const stage = open();
    await stage.show([bot([part('Ada', props)])]);
    const child = stage.find('.intarsia-Textbox');
    expect(child.textContent).toContain('Ada');
    expect(stage.all('input, textarea')).toEqual([]);
    await stage.show([bot([part('Grace', props)])]);
    expect(stage.find('.intarsia-Textbox')).toBe(child);
    expect(child.textContent).toContain('Grace');
    await stage.show([bot([part('Grace', { ...props, label: 'Other' })])]);
    expect(stage.find('.intarsia-Textbox').textContent).toContain('Other');
    expect(child.isConnected).toBe(false);
    for (const odd of [
      null,
      {},
      { kind: 'textbox' },
      { ...props, lines: 'many' },
      { ...props, kind: 'x' }
    ]) {
      await stage.show([bot([part('Ada', odd as object)])]);
      expect(stage.find('.intarsia-ChatComponent').textContent).toBe(
        'This part, a textbox, cannot be shown.'
      );
    }
  });
});

describe('what a person does', () => {
  const ALL = ['like', 'retry', 'undo', 'select', 'edit', 'copy', 'clear'];

  it('nothing is offered that nobody hears', async () => {
    const stage = open({ buttons: [] });
    await stage.show([user('a'), bot('b')]);
    expect(labels(stage)).toEqual(['Clear']);
    stage.chat.setSpec({ ...stage.chat.spec, listened: ALL, editable: 'user' });
    expect(labels(stage)).toEqual([
      'Clear',
      ...['Edit', 'Select'],
      ...['Like', 'Dislike', 'Retry', 'Undo', 'Select']
    ]);
    stage.chat.setSpec({ ...stage.chat.spec, like_user_message: true, editable: 'all' });
    expect(labels(stage).filter(label => label === 'Like').length).toBe(2);
    expect(labels(stage).filter(label => label === 'Edit').length).toBe(2);
  });

  it('likes, takes it back, dislikes, and says something else', async () => {
    const stage = open({ listened: ALL, feedback_options: ['Like', 'Dislike', 'Odd', '<b>'] });
    await stage.show([user('a'), bot('b'), bot([text('c'), text('d')])]);
    const liked = (): unknown => stage.events.splice(0).map(({ name, data }) => [name, data])[0];
    const about = { index: 1, value: ['b', 'c', 'd'] };
    button(stage, 'Like').click();
    expect(liked()).toEqual(['like', { ...about, liked: true }]);
    expect(button(stage, 'Like').getAttribute('aria-pressed')).toBe('true');
    button(stage, 'Dislike').click();
    expect(liked()).toEqual(['like', { ...about, liked: false }]);
    expect(button(stage, 'Like').getAttribute('aria-pressed')).toBe('false');
    button(stage, 'Dislike').click();
    expect(liked()).toEqual(['like', { ...about, liked: '' }]);
    expect(labels(stage)).not.toContain('Odd');
    button(stage, 'More feedback').click();
    button(stage, '<b>').click();
    expect(liked()).toEqual(['like', { ...about, liked: '<b>' }]);
    expect(button(stage, '<b>').getAttribute('aria-pressed')).toBe('true');
  });

  it('shows what the author says was said', async () => {
    const stage = open({ listened: ['like'], feedback_value: [null, 'Dislike'] });
    await stage.show([user('a'), bot('b'), user('c'), bot('d')]);
    const pressed = (): string[] =>
      stage.all('[aria-pressed=true]').map(each => each.getAttribute('aria-label') ?? '');
    expect(pressed()).toEqual(['Dislike']);
    button(stage, 'Like').click();
    expect(pressed()).toEqual(['Like']);
    stage.chat.setSpec({ ...stage.chat.spec, feedback_value: ['Like', 'Dislike'] });
    expect(pressed()).toEqual(['Like', 'Dislike']);
  });

  it.each(['retry', 'undo'])('asks for %s of the last question', async name => {
    const stage = open({ listened: ALL });
    await stage.show([user('a'), bot('b'), user([text('c'), text('d')]), bot('e'), bot('f')]);
    button(stage, name === 'retry' ? 'Retry' : 'Undo').click();
    expect(stage.events).toEqual([{ name, data: { index: 2, value: 'd' } }]);
    await stage.show([bot('only')]);
    expect(labels(stage)).not.toContain('Retry');
  });

  it('chooses an option of the last message, by its value', async () => {
    const stage = open();
    const options = [{ value: 'y', label: 'Yes' }, { value: 'no' }];
    await stage.show([bot('Well?', { options })]);
    expect(labels(stage)).toEqual(expect.arrayContaining(['Yes', 'no']));
    button(stage, 'no').click();
    button(stage, 'Yes').click();
    expect(stage.events).toEqual([
      { name: 'option_select', data: { index: 1, value: 'no' } },
      { name: 'option_select', data: { index: 0, value: 'y' } }
    ]);
    await stage.show([bot('Well?', { options }), user('y')]);
    expect(labels(stage)).not.toContain('Yes');
  });

  it('begins with an example, while there are no messages', async () => {
    const files = [{ name: 'a.csv', mime: 'text/csv', picture: null }];
    const stage = open({
      placeholder: 'Ask **me**.',
      examples: [
        { text: 'Why?', display_text: 'A question', icon: null, files: [] },
        { text: 'This', display_text: null, icon: null, files }
      ]
    });
    await stage.show([]);
    expect(stage.find('.intarsia-ChatBeginning b').textContent).toBe('me');
    expect(stage.all('.intarsia-ChatBeginning-text').map(each => each.textContent)).toEqual([
      'A question',
      'This'
    ]);
    stage.all('.intarsia-ChatBeginning-example')[1].click();
    expect(stage.events).toEqual([
      { name: 'example_select', data: { index: 1, value: { text: 'This', files } } }
    ]);
    await stage.show([user('Why?')]);
    expect(stage.all('.intarsia-ChatBeginning')).toEqual([]);
    await stage.show([]);
    expect(stage.find('.intarsia-ChatBeginning b').textContent).toBe('me');
  });

  it('clears it, and the answer is shown although the focus is inside', async () => {
    const stage = open();
    await stage.show([user('a')]);
    button(stage, 'Clear').click();
    expect(stage.heard()).toEqual(['input', 'clear', 'change']);
    expect(stage.chat.draft).toBeUndefined();
    expect(stage.chat.value).toEqual([]);
    expect(stage.all('.intarsia-ChatTurn')).toEqual([]);
    expect(document.activeElement).toBe(stage.find('[role=log]'));
  });

  it('edits a message in place: Enter keeps, the draft is there when it is told', async () => {
    const stage = open({ editable: 'user' });
    const other = { type: 'file', file: { handle: 'h', name: 'a', mime: '', size: 1 } };
    await stage.show([user([text('Wyh?'), other, text('Please')]), bot('So.')]);
    button(stage, 'Edit').click();
    const area = stage.find<HTMLTextAreaElement>('textarea');
    expect(document.activeElement).toBe(area);
    expect(area.value).toBe('Wyh?\n\nPlease');
    type(area, 'Why?');
    const outside = jest.fn();
    document.body.addEventListener('keydown', outside);
    expect(press(area, 'Enter', { shiftKey: true })).toBe(true);
    let draft: unknown;
    stage.chat.triggered.connect((_, { name }) => {
      draft = name === 'edit' ? stage.chat.draft : draft;
    });
    expect(press(area, 'Enter')).toBe(false);
    expect(outside).not.toHaveBeenCalled();
    document.body.removeEventListener('keydown', outside);
    expect(stage.events).toEqual([
      { name: 'input' },
      {
        name: 'edit',
        data: { index: 0, value: 'Why?', previous_value: 'Wyh?\n\nPlease' }
      },
      { name: 'change', data: null }
    ]);
    expect(draft).toEqual([{ ...user([text('Why?'), other]) }, bot('So.')]);
    expect(stage.chat.value).toEqual(draft);
    expect(stage.chat.draft).toBeUndefined();
    expect(stage.all('textarea')).toEqual([]);
  });

  it('leaves a message as it was by Escape, by Cancel, and when nothing differs', async () => {
    const stage = open({ editable: 'all' });
    await stage.show([user('a')]);
    button(stage, 'Edit').click();
    type(stage.find<HTMLTextAreaElement>('textarea'), 'b');
    press(stage.find<HTMLTextAreaElement>('textarea'), 'Escape');
    button(stage, 'Edit').click();
    type(stage.find<HTMLTextAreaElement>('textarea'), 'b');
    button(stage, 'Cancel').click();
    button(stage, 'Edit').click();
    button(stage, 'Save').click();
    expect(stage.events).toEqual([]);
    expect(document.activeElement).toBe(button(stage, 'Edit'));
    expect(isHidden(stage.find('.intarsia-ChatText'))).toBe(false);
  });

  it('goes on editing while another message grows, and not when its own changes', async () => {
    const stage = open({ editable: 'user' });
    await stage.show([user('a'), bot('b')]);
    button(stage, 'Edit').click();
    type(stage.find<HTMLTextAreaElement>('textarea'), 'mine');
    await stage.show([user('a'), bot('b and more')]);
    expect(stage.find<HTMLTextAreaElement>('textarea').value).toBe('mine');
    await stage.show([user('other'), bot('b and more')]);
    expect(stage.all('textarea')).toEqual([]);
  });

  it('copies a turn, and all of it, with the watermark', async () => {
    const written: string[] = [];
    Object.assign(navigator, {
      clipboard: { writeText: (words: string) => Promise.resolve(void written.push(words)) }
    });
    const stage = open({ watermark: 'by a machine', listened: ['copy'] });
    await stage.show([user('a'), bot('b'), bot('c')]);
    button(stage, 'Copy').click();
    await Promise.resolve();
    await Promise.resolve();
    expect(stage.events).toEqual([{ name: 'copy', data: { value: 'b\nc' } }]);
    button(stage, 'Copy conversation').click();
    await Promise.resolve();
    expect(written).toEqual([
      'b\nc\n\nby a machine',
      'user: a\n\nassistant: b\n\nassistant: c\n\nby a machine'
    ]);
    await stage.show([bot([text('a'), { type: 'component', component: 'x' }])]);
    expect(labels(stage)).not.toContain('Copy');
  });

  it('selects a message, by pointer and by key', async () => {
    const stage = open({ listened: ['select'] });
    await stage.show([user('a'), bot('b'), bot('c')]);
    stage.all('.intarsia-ChatMessage')[1].querySelector('p')?.click();
    button(stage, 'Select: c').click();
    expect(stage.events).toEqual([
      { name: 'select', data: { index: 1, value: 'b' } },
      { name: 'select', data: { index: 2, value: 'c' } }
    ]);
  });

  it('offers no change where it is only to be read', async () => {
    const stage = open({ interactive: false, editable: 'all' });
    await stage.show([user('a'), bot('b')]);
    expect(labels(stage)).not.toContain('Edit');
    expect(labels(stage)).not.toContain('Clear');
  });
});

describe('its place', () => {
  it('takes lengths for what they are, and nothing else', () => {
    const stage = open({ height: 300, max_height: '60vh', min_height: '1px; color: red' });
    const { style } = stage.chat.node;
    expect(style.getPropertyValue('--intarsia-chatbot-height')).toBe('300px');
    expect(style.getPropertyValue('--intarsia-chatbot-max-height')).toBe('60vh');
    expect(style.getPropertyValue('--intarsia-chatbot-min-height')).toBe('');
  });

  it('shows pictures of who speaks: from the web in a trusted output alone', async () => {
    const png = 'data:image/png;base64,AAAA';
    const avatar_images = ['https://example.org/me.png', png];
    const stage = open({ avatar_images });
    await stage.show([user('a'), bot('b')]);
    const sources = (chat: IChat): (string | null)[] =>
      chat.all('.intarsia-ChatTurn-avatar img').map(each => each.getAttribute('src'));
    expect(sources(stage)).toEqual(avatar_images);
    const quiet = open({ avatar_images }, { trusted: false });
    await quiet.show([user('a'), bot('b')]);
    expect(sources(quiet)).toEqual([png]);
  });

  it('runs from right to left', async () => {
    const stage = open({ rtl: true });
    await stage.show([user('a')]);
    expect(stage.find('[role=log]').dir).toBe('rtl');
    expect(stage.find('.intarsia-ChatParts').dir).toBe('rtl');
  });

  let page: LaidOut;

  beforeEach(() => {
    page = new LaidOut();
  });

  afterEach(() => page.restore());

  it('follows its end, until a person scrolls up', () => {
    const stage = open();
    const log = stage.find('[role=log]');
    page.measure(log, 300);
    expect(log.scrollTop).toBe(200);
    page.measure(log, 400);
    expect(log.scrollTop).toBe(300);
    // The first step of a wheel is enough.
    log.scrollTop = 290;
    log.dispatchEvent(new Event('scroll'));
    page.measure(log, 500);
    expect(log.scrollTop).toBe(290);
    expect(log.classList).toContain('intarsia-mod-below');
    button(stage, 'Go to the end').click();
    expect(log.scrollTop).toBe(400);
    page.measure(log, 600);
    expect(log.scrollTop).toBe(500);
    expect(labels(stage)).not.toContain('Go to the end');
  });

  it('goes to what the person has just said, and nowhere without autoscroll', async () => {
    const stage = open();
    const log = stage.find('[role=log]');
    await stage.show([user('a'), bot('b')]);
    page.measure(log, 300);
    log.scrollTop = 0;
    log.dispatchEvent(new Event('scroll'));
    await stage.show([user('a'), bot('b and more')]);
    page.measure(log, 400);
    expect(log.scrollTop).toBe(0);
    await stage.show([user('a'), bot('b'), user('c')]);
    expect(log.scrollTop).toBe(300);
    stage.chat.setSpec({ ...stage.chat.spec, autoscroll: false });
    log.scrollTop = 0;
    log.dispatchEvent(new Event('scroll'));
    await stage.show([user('a'), bot('b'), user('c'), bot('d')]);
    page.measure(log, 500);
    expect(log.scrollTop).toBe(0);
  });
});

describe('what is read out', () => {
  const spoken = (stage: IChat): (string | null)[] =>
    stage.all('.intarsia-mod-spoken p').map(each => each.textContent);

  it('is what is new, in portions', async () => {
    jest.useFakeTimers();
    const stage = open();
    stage.chat.setValue([user('old'), bot('older'), user('oldest')]);
    jest.advanceTimersByTime(10_000);
    expect(spoken(stage)).toEqual([]);
    let words = '';
    for (const word of ['One. ', 'Two ', 'three. ', 'Four']) {
      words += word;
      stage.chat.setValue([user('old'), bot('older'), user('oldest'), bot(words)]);
      jest.advanceTimersByTime(700);
    }
    expect(spoken(stage)).toEqual([]);
    jest.advanceTimersByTime(100);
    expect(spoken(stage)).toEqual(['Assistant: One. Two three. Four']);
    for (let at = 0; at < 12; at++) {
      words += at === 2 ? ' five. ' : ' and';
      stage.chat.setValue([user('old'), bot('older'), user('oldest'), bot(words)]);
      jest.advanceTimersByTime(500);
    }
    expect(spoken(stage)[1]).toBe('and and five.');
    await Promise.resolve();
  });

  it('is another answer from its beginning, in the place of one that was told', () => {
    jest.useFakeTimers();
    const stage = open();
    stage.chat.setValue([user('a')]);
    stage.chat.setValue([user('a'), bot('The first answer, a long one.')]);
    jest.advanceTimersByTime(1000);
    for (const words of ['', 'The', 'The second.']) {
      stage.chat.setValue([user('a'), bot(words)]);
      jest.advanceTimersByTime(100);
    }
    jest.advanceTimersByTime(1000);
    expect(spoken(stage).at(-1)).toBe('Assistant: The second.');
  });

  it('ends sentences where they end', () => {
    expect(Portions.sentenceEnd('One. Two', 0)).toBe(5);
    expect(Portions.sentenceEnd('One. Two', 5)).toBe(5);
    expect(Portions.sentenceEnd('3.5 is it', 0)).toBe(0);
  });

  it('stops with the chatbot', () => {
    jest.useFakeTimers();
    const stage = open();
    stage.chat.setValue([user('a')]);
    stage.chat.setValue([user('a'), bot('b')]);
    stage.chat.dispose();
    expect(jest.getTimerCount()).toBe(0);
  });
});

it('shows what a renderer that fails was given, as text', async () => {
  class Broken extends Widget implements IRenderMime.IRenderer {
    renderModel(): Promise<void> {
      return Promise.reject(new Error('no'));
    }
  }
  const { rendermime } = createRendermime();
  rendermime.addFactory(
    { safe: true, mimeTypes: ['text/markdown'], createRenderer: () => new Broken() },
    0
  );
  const stage = open({}, { rendermime });
  await stage.show([bot('**as it is**')]);
  expect(stage.chat.node.textContent).toContain('could not be drawn: no');
  expect(stage.chat.node.querySelector('pre')?.textContent).toBe('**as it is**');
});

it('draws the newest of texts that come while one is being drawn', async () => {
  const gate = new PromiseDelegate<void>();
  const rendermime = new RenderMimeRegistry({
    initialFactories: standardRendererFactories,
    markdownParser: { render: words => gate.promise.then(() => `<p>${words}</p>`) }
  });
  const stage = open({}, { rendermime });
  for (const words of ['one', 'one two', 'one two three']) {
    stage.chat.setValue([bot(words)]);
  }
  gate.resolve();
  await stage.chat.settled;
  expect(stage.find('.intarsia-ChatText').textContent).toBe('one two three');
});
