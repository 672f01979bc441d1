import type { FileValue } from '../protocol/types';
import { isFileValue } from './filetext';

/**
 * One text, file or component of a message.
 */
export type ChatPart =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'file';
      readonly file: FileValue;
      /** Where it lies in the web, when it is no file of the session. */
      readonly url: string | null;
      readonly alt: string | null;
      readonly raw: unknown;
    }
  | {
      readonly type: 'component';
      readonly component: string;
      readonly value: unknown;
      readonly props: unknown;
      readonly raw: unknown;
    };

/**
 * An answer that a message offers.
 */
export interface IChatOption {
  readonly value: string;
  readonly label: string;
}

/**
 * One message, as it came.
 */
export interface IChatMessage {
  /** Which one of the value. */
  readonly index: number;
  readonly role: string;
  readonly parts: ReadonlyArray<ChatPart>;
  readonly options: ReadonlyArray<IChatOption>;
  /** What it folds under; `null` for an ordinary message. */
  readonly thought: IThought | null;
  /** Thoughts that name this one as their parent. */
  readonly children: IChatMessage[];
  /** What it was made of. */
  readonly raw: unknown;
}

export interface IThought {
  readonly title: string;
  readonly log: string;
  /** In seconds. */
  readonly duration: number | null;
  readonly status: 'pending' | 'done' | null;
}

/**
 * Messages that stand together: one person's turn.
 */
export interface IChatTurn {
  readonly role: 'user' | 'assistant';
  readonly messages: ReadonlyArray<IChatMessage>;
}

/**
 * Read messages; what is none is left out, what the system says as well.
 *
 * #### Notes
 * A thought with a parent stands within it, if the parent came before.
 */
export function readMessages(value: unknown): IChatMessage[] {
  const found: IChatMessage[] = [];
  const parents = new Map<string, IChatMessage>();
  (Array.isArray(value) ? (value as unknown[]) : []).forEach((raw, index) => {
    const message = Private.readMessage(raw, index);
    if (!message) {
      return;
    }
    const { id, parent_id } = Private.metadata(raw);
    const parent = Private.isId(parent_id) ? parents.get(String(parent_id)) : undefined;
    (parent?.children ?? found).push(message);
    if (message.thought && Private.isId(id)) {
      parents.set(String(id), message);
    }
  });
  return found;
}

/**
 * Put messages of one role that follow one another together, or each one alone.
 */
export function turnsOf(messages: ReadonlyArray<IChatMessage>, together: boolean): IChatTurn[] {
  const turns: { role: IChatTurn['role']; messages: IChatMessage[] }[] = [];
  for (const message of messages) {
    if (message.role !== 'user' && message.role !== 'assistant') {
      continue;
    }
    const last = turns.at(-1);
    if (together && last?.role === message.role) {
      last.messages.push(message);
    } else {
      turns.push({ role: message.role, messages: [message] });
    }
  }
  return turns;
}

/**
 * What is told of a part when something happens to its message: its text, or what it shows.
 */
export function toldOf(part: ChatPart): unknown {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'file':
      return {
        component: Private.family(part.file.mime),
        value: (part.raw as { file: unknown }).file,
        alt_text: part.alt,
        constructor_args: {},
        props: {}
      };
    default:
      return part.raw;
  }
}

/**
 * Whether there is nothing but text to a message.
 */
export function isText(message: IChatMessage): boolean {
  return message.parts.every(part => part.type === 'text') && message.children.every(isText);
}

/**
 * The text of a turn, to be copied.
 */
export function textOf(messages: ReadonlyArray<IChatMessage>): string {
  return messages.map(message => Private.textOfOne(message, 0)).join('\n');
}

/**
 * What is heard of a message: its texts, the names of its files, its thoughts' titles.
 */
export function spokenOf(message: IChatMessage): string {
  const texts = message.parts.map(part =>
    part.type === 'text' ? part.text : part.type === 'file' ? (part.alt ?? part.file.name) : ''
  );
  const title = message.thought?.title ?? '';
  return [title, ...texts, ...message.children.map(spokenOf)].filter(Boolean).join('\n');
}

namespace Private {
  export function readMessage(raw: unknown, index: number): IChatMessage | null {
    if (!isRecord(raw) || typeof raw.role !== 'string' || !Array.isArray(raw.content)) {
      return null;
    }
    return {
      index,
      role: raw.role,
      parts: (raw.content as unknown[]).map(readPart).filter(part => part !== null),
      options: (Array.isArray(raw.options) ? (raw.options as unknown[]) : [])
        .map(readOption)
        .filter(option => option !== null),
      thought: readThought(metadata(raw)),
      children: [],
      raw
    };
  }

  export function metadata(raw: unknown): Record<string, unknown> {
    return isRecord(raw) && isRecord(raw.metadata) ? raw.metadata : {};
  }

  export function isId(id: unknown): boolean {
    return (typeof id === 'string' && id !== '') || typeof id === 'number';
  }

  export function textOfOne({ parts, thought, children }: IChatMessage, depth: number): string {
    const texts = parts.flatMap(part => (part.type === 'text' ? [part.text] : []));
    if (!thought) {
      return texts.join('\n');
    }
    const indent = '  '.repeat(depth);
    return [
      `${indent}${thought.title}`,
      ...texts.map(text => `${indent}  ${text}`),
      ...children.map(child => textOfOne(child, depth + 1))
    ].join('\n');
  }

  /**
   * What Gradio calls the component that shows such a file.
   */
  export function family(mime: string): string {
    const [name] = mime.split('/');
    return ['audio', 'video', 'image'].includes(name) ? name : 'file';
  }

  function readThought(found: Record<string, unknown>): IThought | null {
    const { title, log, duration, status } = found;
    if (typeof title !== 'string' || title === '') {
      return null;
    }
    return {
      title,
      log: typeof log === 'string' ? log : '',
      duration: typeof duration === 'number' && Number.isFinite(duration) ? duration : null,
      status: status === 'pending' || status === 'done' ? status : null
    };
  }

  function readPart(raw: unknown): ChatPart | null {
    if (!isRecord(raw)) {
      return null;
    }
    if (raw.type === 'text' && typeof raw.text === 'string') {
      return { type: 'text', text: raw.text };
    }
    if (raw.type === 'file' && isFileValue(raw.file)) {
      const { url } = raw.file as { url?: unknown };
      const alt = typeof raw.alt_text === 'string' ? raw.alt_text : null;
      const file = { ...raw.file, mime: String(raw.file.mime ?? '') };
      return { type: 'file', file, url: typeof url === 'string' ? url : null, alt, raw };
    }
    if (raw.type === 'component' && typeof raw.component === 'string') {
      const { component, value, props } = raw;
      return { type: 'component', component, value: value ?? null, props, raw };
    }
    return null;
  }

  function readOption(raw: unknown): IChatOption | null {
    if (!isRecord(raw) || typeof raw.value !== 'string') {
      return null;
    }
    return { value: raw.value, label: typeof raw.label === 'string' ? raw.label : raw.value };
  }

  function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}
