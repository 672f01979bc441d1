import type { Extension } from '@codemirror/state';
import { Annotation, Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { EditorLanguageRegistry, jupyterTheme } from '@jupyterlab/codemirror';
import type { IDisposable } from '@lumino/disposable';
import { LANGUAGES } from './codelanguages';
import { commonStart } from './commontext';
import { FollowEnd } from './followend';

/**
 * The host's own editor, for one piece of code.
 *
 * #### Notes
 * Imported when the first piece of code is shown, and only where the host has CodeMirror:
 * nothing else may import this file, or it would be loaded with the rest.
 */
export class CodeEditor implements IDisposable {
  constructor(options: CodeEditor.IOptions) {
    this._options = options;
    this._view = new EditorView({
      parent: options.host,
      state: EditorState.create({ doc: options.text, extensions: this._extensions() })
    });
    // Code that is written out is followed; what is read from its beginning is not.
    this._follow = new FollowEnd({ node: this._view.scrollDOM, content: this._view.contentDOM });
    this._follow.isOn = false;
    this._settled = this._load();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Where a person writes.
   */
  get input(): HTMLElement {
    return this._view.contentDOM;
  }

  get text(): string {
    return this._view.state.doc.toString();
  }

  /**
   * Resolves when the language is there, or is known not to come.
   */
  get settled(): Promise<void> {
    return this._settled;
  }

  /**
   * Show another text; what did not change keeps its place, and the cursor with it.
   */
  setText(text: string): void {
    const before = this.text;
    if (text === before) {
      return;
    }
    const start = commonStart(before, text);
    this._follow.isOn = start === before.length && before !== '';
    const rest = Math.min(before.length, text.length) - start;
    const end = Private.commonEnd(before, text, rest);
    this._view.dispatch({
      changes: {
        from: start,
        to: before.length - end,
        insert: text.slice(start, text.length - end)
      },
      annotations: Private.told.of(true)
    });
  }

  /**
   * Let a person write, or only read.
   */
  setReadOnly(readOnly: boolean): void {
    this._view.dispatch({ effects: this._writing.reconfigure(Private.writing(readOnly)) });
  }

  focus(): void {
    this._view.focus();
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._follow.dispose();
    this._view.destroy();
  }

  private _extensions(): Extension[] {
    const options = this._options;
    const submit = {
      run: () => {
        options.onSubmit();
        return true;
      },
      stopPropagation: true
    };
    return [
      Prec.highest(
        keymap.of([
          { key: 'Shift-Enter', ...submit },
          { key: 'Mod-Enter', ...submit },
          { key: 'Ctrl-Enter', ...submit }
        ])
      ),
      this._writing.of(Private.writing(options.readOnly)),
      this._language.of([]),
      this._completion.of([]),
      history(),
      keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
      indentUnit.of('    '),
      indentOnInput(),
      bracketMatching(),
      highlightSpecialChars(),
      jupyterTheme,
      ...(options.lineNumbers ? [lineNumbers()] : []),
      ...(options.wrap ? [EditorView.lineWrapping] : []),
      EditorView.contentAttributes.of(options.attributes),
      EditorView.updateListener.of(update => {
        if (
          update.docChanged &&
          !update.transactions.some(transaction => transaction.annotation(Private.told))
        ) {
          options.onInput(this.text);
        }
      })
    ];
  }

  private async _load(): Promise<void> {
    const { language, completes, readOnly } = this._options;
    const effects = [];
    const support = language === null ? null : await Private.supportOf(language);
    if (support !== null) {
      effects.push(this._language.reconfigure(support));
    }
    if (completes && !readOnly) {
      const { autocompletion } = await import('@codemirror/autocomplete');
      effects.push(this._completion.reconfigure(autocompletion()));
    }
    if (!this._isDisposed && effects.length > 0) {
      this._view.dispatch({ effects });
    }
  }

  private readonly _completion = new Compartment();
  private readonly _follow: FollowEnd;
  private _isDisposed = false;
  private readonly _language = new Compartment();
  private readonly _options: CodeEditor.IOptions;
  private readonly _settled: Promise<void>;
  private readonly _view: EditorView;
  private readonly _writing = new Compartment();
}

export namespace CodeEditor {
  export interface IOptions {
    /** Where the editor stands. */
    readonly host: HTMLElement;
    readonly text: string;
    /** As the description has it. */
    readonly language: string | null;
    readonly readOnly: boolean;
    readonly lineNumbers: boolean;
    readonly wrap: boolean;
    /** Whether words are offered while a person writes. */
    readonly completes: boolean;
    /** Attributes of the element in which a person writes. */
    readonly attributes: Readonly<Record<string, string>>;
    /** A person changed the text. */
    onInput(text: string): void;
    /** A person asks to run. */
    onSubmit(): void;
  }
}

namespace Private {
  /** Marks a change that came from elsewhere. */
  export const told = Annotation.define<boolean>();

  export function writing(readOnly: boolean): Extension {
    return [
      EditorState.readOnly.of(readOnly),
      EditorView.editable.of(!readOnly),
      // What is only read is reached by keys all the same, to scroll in it.
      ...(readOnly ? [EditorView.contentAttributes.of({ tabindex: '0' })] : [])
    ];
  }

  let registry: EditorLanguageRegistry | null = null;

  /**
   * What colours a language; `null` where the host has nothing for it.
   */
  export async function supportOf(language: string): Promise<Extension | null> {
    if (registry === null) {
      registry = new EditorLanguageRegistry();
      for (const each of EditorLanguageRegistry.getDefaultLanguages()) {
        registry.addLanguage(each);
      }
    }
    for (const name of LANGUAGES.get(language) ?? []) {
      const spec = registry.findByName(name);
      if (spec !== null) {
        // What cannot be loaded leaves the code without colours.
        return (await registry.getLanguage(spec).catch(() => null))?.support ?? null;
      }
    }
    return null;
  }

  /**
   * How many characters two texts end with in common, at the most `most`.
   */
  export function commonEnd(a: string, b: string, most: number): number {
    let count = 0;
    while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) {
      count++;
    }
    return count;
  }
}
