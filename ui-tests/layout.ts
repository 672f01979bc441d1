import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { environment } from './environment';

const load = createRequire(join(environment.repository, 'package.json'));
const AXE = readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8');

interface IFound {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string; any: { data?: { fgColor?: string } }[] }[];
}

interface IAxe {
  run(node: Element, options: object): Promise<{ violations: IFound[]; passes: IFound[] }>;
}

/**
 * What is wrong with how a card is laid out, in words; nothing when all is well.
 *
 * #### Notes
 * These hold with any fonts: heights and distances on the grid, two columns from 600 px on,
 * nothing on top of something else, nothing beyond the card's edge.
 */
export function misplaced(app: Locator): Promise<string[]> {
  return app.evaluate(root => {
    const said: string[] = [];
    const card = root.getBoundingClientRect();
    const scale = parseFloat(getComputedStyle(root).fontSize) / 13;
    const find = (selector: string) =>
      [...root.querySelectorAll<HTMLElement>(selector)].filter(
        // Nor what is there for the ear alone.
        node => node.checkVisibility() && getComputedStyle(node).clipPath === 'none'
      );
    const name = (node: Element) =>
      `${node.tagName.toLowerCase()}.${[...node.classList].join('.')} "${(node.textContent ?? '').slice(0, 20)}"`;
    const expect = (what: string, seen: number, wanted: number) => {
      if (Math.abs(seen - wanted) > 1) {
        said.push(`${what}: ${seen.toFixed(1)} px, not ${wanted.toFixed(1)}`);
      }
    };

    // Within the card; what scrolls by itself is a table, code or a log.
    for (const node of find('*')) {
      const box = node.getBoundingClientRect();
      const scroller = node.closest(
        'pre, .cm-editor, .jp-RenderedHTMLCommon, svg, .intarsia-Log, .intarsia-Dataframe-scroll, .intarsia-mod-spoken'
      );
      if (!scroller && (box.left < card.left - 0.5 || box.right > card.right + 0.5)) {
        said.push(`${name(node)} sticks out of the card`);
      }
    }
    if (root.scrollWidth > root.clientWidth) {
      said.push(`the card scrolls sideways: ${root.scrollWidth} in ${root.clientWidth} px`);
    }

    for (const node of find(
      'input.intarsia-Control, select.intarsia-Control, .intarsia-Interface-actions .intarsia-Button'
    )) {
      expect(`height of ${name(node)}`, node.offsetHeight, 30 * scale);
    }

    const parts = find(
      [
        '.intarsia-Head-words',
        '.intarsia-Head-actions',
        '.intarsia-Notice',
        '.intarsia-Field-label',
        '.intarsia-Field-unit',
        '.intarsia-Field-tools',
        '.intarsia-Field-info',
        '.intarsia-Field-error',
        '.intarsia-Control',
        '.intarsia-Slider-track',
        '.intarsia-Button:not(.intarsia-mod-ghost)',
        '.intarsia-App-hint',
        '.intarsia-App-attention',
        '.intarsia-Output',
        '.intarsia-Foot-words',
        '.intarsia-Foot-number'
      ].join(', ')
    );
    parts.forEach((a, i) => {
      for (const b of parts.slice(i + 1)) {
        if (a.contains(b) || b.contains(a)) {
          continue;
        }
        const [p, q] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
        const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
        const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
        if (wide > 0.5 && high > 0.5) {
          said.push(`${name(a)} and ${name(b)} overlap`);
        }
      }
    });

    const fields = find('.intarsia-Interface-inputs > *');
    fields.forEach((field, i) => {
      const box = field.getBoundingClientRect();
      if (i > 0) {
        const before = fields[i - 1].getBoundingClientRect();
        expect(`from field ${i} to the next`, box.top - before.bottom, 14);
      }
      const head = field.querySelector(':scope > .intarsia-Field-head')?.getBoundingClientRect();
      const slot = field.querySelector(':scope > .intarsia-Field-control')?.getBoundingClientRect();
      if (head && slot) {
        expect(`from label ${i + 1} to its control`, slot.top - head.bottom, 4);
      }
    });

    const [asked] = find(
      '.intarsia-Interface:not(.intarsia-mod-noinputs) .intarsia-Interface-asked'
    );
    const [output] = find('.intarsia-Interface-answered > .intarsia-Output');
    if (asked) {
      const left = asked.getBoundingClientRect();
      const isRight = getComputedStyle(root).direction === 'rtl';
      expect('padding', isRight ? card.right - left.right : left.left - card.left, 17);
      if (output) {
        const right = output.getBoundingClientRect();
        // The code of the app may stand beside.
        const room = root.querySelector('.intarsia-App-body') ?? root;
        if (room.clientWidth >= 600) {
          expect(
            'between the columns',
            isRight ? left.left - right.right : right.left - left.right,
            24
          );
          expect('the right column', right.width, left.width * 1.5);
          expect('tops of the columns', right.top, left.top);
        } else if (right.top < left.bottom) {
          said.push('two columns where there is room for one');
        }
      }
    }
    return said;
  });
}

/**
 * What axe finds wrong within an element, in words; nothing when it is silent.
 *
 * #### Notes
 * The element has to fit into the window: axe tells no contrast of what is out of sight.
 */
export async function inaccessible(element: Locator): Promise<string[]> {
  const page = element.page();
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(AXE);
  }
  return element.evaluate(async node => {
    const { axe } = window as unknown as { axe: IAxe };
    const isForced = matchMedia('(forced-colors: active)').matches;
    const look = async () => {
      node.scrollIntoView({ block: 'center' });
      // The host's body has no height, which axe takes for hiding everything.
      document.body.style.blockSize = '100vh';
      const { violations, passes } = await axe.run(node, {});
      document.body.style.blockSize = '';
      const sawText = [...passes, ...violations]
        .filter(({ id }) => id === 'color-contrast')
        .some(({ nodes }) => nodes.some(({ any }) => any[0]?.data?.fgColor));
      return { violations, sawText: sawText || isForced };
    };
    let { violations, sawText } = await look();
    // Something of the host may be in front of it for a moment.
    for (const end = performance.now() + 10_000; !sawText && performance.now() < end;) {
      ({ violations, sawText } = await look());
    }
    return [
      ...(sawText ? [] : ['axe saw no text']),
      ...violations.flatMap(({ id, help, nodes }) =>
        nodes.map(
          ({ html, failureSummary }) =>
            `${id}: ${help}\n  ${html.slice(0, 160)}\n  ${failureSummary}`
        )
      )
    ];
  });
}
