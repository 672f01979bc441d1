import { present } from '../protocol/expressions';
import type { Bundle, ComponentSpec, Explanation, InputScores } from '../protocol/types';

/**
 * What stands beside the app in the notebook file, for places without the extension; as
 * `kernel-bridge/intarsia/jupyter/fallback.py` writes it when the app is shown.
 */
export namespace Fallback {
  /**
   * A static picture: no script, no handler, no address.
   */
  export function html(bundle: Bundle): string {
    const { title, description } = bundle.spec;
    const cells = Private.rows(bundle)
      .map(([label, value]) => `<tr><th>${escape(label)}</th><td>${escape(value)}</td></tr>`)
      .join('');
    const head = title ? `<p><strong>${escape(title)}</strong></p>` : '';
    const words = description ? `<p>${escape(description)}</p>` : '';
    const install = `<p><em>${escape(Private.INSTALL)}</em></p>`;
    return `<div>${head}${words}<table>${cells}</table>${install}</div>`;
  }

  /**
   * The same as text.
   */
  export function plain(bundle: Bundle): string {
    const lines = Private.rows(bundle).map(([label, value]) =>
      label ? `${label}: ${value}` : value
    );
    return [bundle.spec.title || 'An intarsia app', ...lines, Private.INSTALL].join('\n');
  }

  function escape(text: string): string {
    return text.replace(/[&<>"']/g, char => Private.ENTITIES[char]);
  }
}

namespace Private {
  export const ENTITIES: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#x27;'
  };

  export const INSTALL =
    'To use it here, install intarsia where JupyterLab runs: pip install intarsia';

  const MAX_TEXT = 2000;

  /** Kinds that are read without a label. */
  const UNNAMED: ReadonlySet<string> = new Set(['markdown', 'chatbot']);

  /** What kinds are called that have no label, and are no results. */
  const OTHER: Readonly<Record<string, string>> = { interpretation: 'Interpretation' };

  /** Of an explanation: how many are told, the strongest. */
  const SCORES = 12;

  export function rows(bundle: Bundle): [string, string][] {
    const components = bundle.spec.components.map(spec =>
      present(spec, id => (Object.hasOwn(bundle.values, id) ? bundle.values[id] : null))
    );
    const hidden = hiddenIn(components);
    const results = new Set(
      components.flatMap(spec => (spec.kind === 'interface' ? spec.outputs : []))
    );
    return components
      .filter(
        spec =>
          isShown(spec) &&
          !hidden.has(spec.id) &&
          (spec.label || results.has(spec.id) || UNNAMED.has(spec.kind) || spec.kind in OTHER)
      )
      .map(spec => [
        spec.label || (UNNAMED.has(spec.kind) ? '' : (OTHER[spec.kind] ?? 'Result')),
        words(bundle.values[spec.id])
      ]);
  }

  /**
   * The ids of what is hidden, and of all that stands in it.
   */
  function hiddenIn(components: ReadonlyArray<ComponentSpec>): ReadonlySet<string> {
    const held = new Map(
      components.map(spec => [spec.id, 'children' in spec ? spec.children : []] as const)
    );
    const found = new Set<string>();
    const left = components.filter(spec => !spec.visible).map(spec => spec.id);
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      if (!found.has(id)) {
        found.add(id);
        left.push(...(held.get(id) ?? []));
      }
    }
    return found;
  }

  function isShown(spec: ComponentSpec): boolean {
    return (
      spec.kind !== 'button' &&
      spec.kind !== 'interface' &&
      !('children' in spec) &&
      !(spec.kind === 'textbox' && spec.type === 'password')
    );
  }

  /**
   * A value in words.
   */
  function words(value: unknown): string {
    if (value == null) {
      return '';
    }
    if (typeof value === 'boolean') {
      return value ? 'yes' : 'no';
    }
    if (Array.isArray(value)) {
      const isTalk =
        value.length > 0 &&
        value.every(item => typeof item === 'object' && item !== null && 'role' in item);
      return clip(value.map(words).join(isTalk ? '\n' : ', '));
    }
    if (typeof value === 'object') {
      return record(value as Record<string, unknown>);
    }
    return clip(String(value));
  }

  function record(value: Record<string, unknown>): string {
    if (Array.isArray(value.explanations)) {
      return clip((value.explanations as Explanation[]).map(explanation).join('\n'));
    }
    if (Array.isArray(value.confidences)) {
      return (value.confidences as { label: unknown; confidence: number }[])
        .map(({ label, confidence }) => `${words(label)} ${(confidence * 100).toFixed(2)}%`)
        .join(', ');
    }
    if (Array.isArray(value.items)) {
      return clip(
        (value.items as { data: Record<string, unknown> }[])
          .map(item => words(item.data['text/plain']))
          .join('\n')
      );
    }
    if ('role' in value && Array.isArray(value.content)) {
      const said = (value.content as (Record<string, unknown> | null)[])
        .filter(part => part !== null)
        .map(part => words(part.text ?? part));
      return `${words(value.role)}: ${said.join(' ')}`;
    }
    if ('handle' in value && 'name' in value) {
      return words(value.name);
    }
    return clip(
      Object.entries(value)
        .map(([key, item]) => `${key}: ${words(item)}`)
        .join(', ')
    );
  }

  /**
   * What an explanation says: the number, the method, and the strongest scores.
   */
  function explanation({ explained, prediction, title, inputs }: Explanation): string {
    const number = prediction === null ? '' : ` ${rounded(prediction, 4)}`;
    const told = inputs
      .flatMap(scores)
      .filter(([, score]) => score)
      .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
      .slice(0, SCORES)
      .map(([name, score]) => `${name} ${score < 0 ? '' : '+'}${rounded(score, 3)}`);
    const said = explained.label || 'the result';
    return `${said}${number} by ${title}: ${told.join(', ') || 'nothing mattered'}`;
  }

  function scores({ label, score, detail }: InputScores): [string, number][] {
    const units = detail !== null && 'units' in detail ? detail.units : [];
    const named = units.flatMap((unit): [string, number][] =>
      'text' in unit ? [[words(unit.text), unit.score ?? 0]] : []
    );
    return named.length > 0 ? named : [[label, score ?? 0]];
  }

  function rounded(value: number, digits: number): string {
    return String(Number(value.toPrecision(digits)));
  }

  function clip(text: string): string {
    return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)} …`;
  }
}
