import type { ISanitizer } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { Panel } from '@lumino/widgets';
import { Interface } from '../components/interface';
import type { IComponentRegistry } from '../components/registry';
import type { IAppState, ISession } from '../session/state';
import { Announcer } from './announcer';
import { AuthorStyle } from './authorstyle';
import { BundleProblem } from './bundleproblem';
import { Dispatcher } from './dispatcher';
import { FocusPlace } from './focusplace';
import { Foot } from './foot';
import { Head } from './head';
import { Keys } from './keys';
import { newestRun, showsFiles, takesInput } from './liveness';
import { Notice } from './notice';
import { ProgressBar } from './progressbar';
import { Results } from './results';
import { SubmitButton } from './submitbutton';
import { Toasts } from './toasts';
import { ComponentTree } from './tree';

/**
 * The card of one app in one output: head, notice, body, results, foot.
 *
 * #### Notes
 * It shows the session's state and tells the session what a person does; it owns no
 * value. It paints at once when the state changes, and gives credit (`painted`) once per
 * animation frame in which it painted. The session is not its own: who made it, ends it.
 */
export class AppView extends Panel {
  /**
   * Draw an app as its session stands.
   */
  constructor(options: AppView.IOptions) {
    super();
    const { session, trans, hooks = {} } = options;
    this._options = options;
    this.addClass('intarsia-App');
    this.node.setAttribute('role', 'group');
    this._dispatcher = new Dispatcher(
      session,
      () => options.trusted && (options.authorScripts?.() ?? true)
    );
    this._dispatcher.pressed.connect(this._onPressed, this);
    this._keys = new Keys(this.node, {
      press: () => this._dispatcher.press(),
      cancel: () => this._dispatcher.cancel()
    });
    this._progress = new ProgressBar({ trans });
    this._head = new Head({ trans, actions: Private.actions(trans, hooks) });
    this._notice = new Notice({
      trans,
      runCell: hooks.runCell,
      reconnect: () => session.reconnect()
    });
    this._body = new Panel();
    this._body.addClass('intarsia-App-body');
    this._foot = new Foot({ trans });
    this._announcer = new Announcer(trans);
    this._toasts = new Toasts({ trans });
    for (const widget of [
      this._progress,
      this._head,
      this._notice,
      this._body,
      this._foot,
      this._toasts,
      this._announcer
    ]) {
      this.addWidget(widget);
    }
    this._build(session.state);
    this._paint(session.state);
    session.stateChanged.connect(this._onStateChanged, this);
    this.node.addEventListener('focusout', event => this._evtFocusOut(event));
  }

  /**
   * The region with the results; more pages can be added to it. A new one is made when
   * the app's layout changes.
   */
  get results(): Results | null {
    return this._results;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._options.session.stateChanged.disconnect(this._onStateChanged, this);
    cancelAnimationFrame(this._frame);
    this._keys.dispose();
    this._submit?.dispose();
    this._dispatcher.dispose();
    this._tree?.dispose();
    super.dispose();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._credit();
  }

  protected onBeforeDetach(msg: Message): void {
    // What nobody sees gets no credit.
    cancelAnimationFrame(this._frame);
    this._frame = 0;
    super.onBeforeDetach(msg);
  }

  private _onStateChanged(session: ISession, before: IAppState): void {
    const { state } = session;
    const tree = this._tree;
    if (!tree?.fits(state.app)) {
      if (!tree && state.app === before.app) {
        this._paint(state);
        return;
      }
      const place = FocusPlace.of(this.node, tree);
      this._build(state);
      place?.restore(this._tree);
    } else {
      tree.setState(state);
      if (takesInput(before) !== takesInput(state)) {
        tree.setDisabled(!takesInput(state));
      }
      if (showsFiles(before) !== showsFiles(state)) {
        tree.refreshFiles();
      }
    }
    this._paint(state);
    this._isUnpainted = true;
    this._credit();
  }

  /**
   * Draw all components anew.
   */
  private _build(state: IAppState): void {
    const { session, trans } = this._options;
    this._submit?.dispose();
    this._submit = null;
    this._results?.dispose();
    this._results = null;
    this._region = null;
    this._dispatcher.setTree(null, null);
    this._tree?.dispose();
    this._tree = null;
    for (const widget of [...this._body.widgets]) {
      widget.dispose();
    }
    let tree: ComponentTree;
    try {
      tree = new ComponentTree({
        state,
        disabled: !takesInput(state),
        drafts: this._dispatcher,
        placement: {
          ...this._options,
          hasFiles: () => showsFiles(session.state)
        }
      });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this._body.addWidget(new BundleProblem({ trans, detail, within: true }));
      return;
    }
    this._tree = tree;
    this._body.addWidget(tree.root);
    const submit = Private.submitId(tree);
    this._dispatcher.setTree(tree, submit);
    this._addSubmit(tree, submit);
    this._addResults(tree);
  }

  private _addSubmit(tree: ComponentTree, submit: string | null): void {
    const component = submit === null ? undefined : tree.get(submit);
    if (component) {
      this._submit = new SubmitButton({
        component,
        trans: this._options.trans,
        onStop: isStop => {
          this._dispatcher.isStop = isStop;
        }
      });
    }
  }

  private _addResults(tree: ComponentTree): void {
    const { root } = tree;
    const { trans, rendermime, trusted, hooks } = this._options;
    const isInterface = root instanceof Interface;
    const host = isInterface ? root.results : new Panel();
    const values = isInterface ? root.outputs : new Panel();
    this._region = host;
    host.addClass('intarsia-Output');
    host.node.setAttribute('role', 'group');
    host.node.setAttribute('aria-label', trans.__('Results'));
    this._results = new Results({ trans, rendermime, trusted, goTo: hooks?.goTo, values });
    host.addWidget(this._results);
    if (!isInterface) {
      this._body.addWidget(host);
    }
  }

  /**
   * Show everything around the components.
   */
  private _paint(state: IAppState): void {
    const { title, heading, description, listeners } = state.app;
    const { trans, hooks } = this._options;
    const run = newestRun(state);
    const active = takesInput(state) ? this._dispatcher.active() : [];
    this._head.setWords(heading ? title : null, heading ? description : null);
    this.node.setAttribute('aria-label', title || trans.__('App'));
    if (title !== this._title) {
      this._title = title;
      hooks?.setTabTitle?.(title ?? '');
    }
    this._notice.setState(state);
    this._progress.setProgress(Private.fraction(state, active));
    const submitted = active.length > 0 ? this._dispatcher.submitted() : [];
    const root = this._tree?.root;
    this._results?.setOutputs(root instanceof Interface ? root.spec.outputs : []);
    this._results?.setState(state, takesInput(state) ? run : Private.ended(run));
    this._foot.setState(state, run, {
      hidden: listeners.length === 0 && state.connection === 'live',
      isPatient: submitted.length === 0,
      isStreaming: this._results?.isStreaming
    });
    this._region?.node.setAttribute('aria-busy', String(active.length > 0));
    this._submit?.setActive(submitted.length > 0);
    this._tree?.setBusy(Private.busy(state, active));
    this._toasts.setLog(state.log);
    AuthorStyle.show(this.node, this._options.trusted ? state.css : null);
    this._announcer.setRun(takesInput(state) ? run : null);
    this.node.dataset.connection = state.connection;
    this.toggleClass('intarsia-mod-running', active.length > 0);
    this._showWrong(state);
  }

  /**
   * After a press that was refused: say how many fields are wrong, go to the first.
   */
  private _showWrong(state: IAppState): void {
    if (this._pressed !== null && this._dispatcher.submitted().length > 0) {
      // The answer is under way; until then, errors come and go.
      return;
    }
    const wrong = [...state.errors.values()].flat();
    const places = new Set(wrong.map(({ component, path }) => JSON.stringify([component, path])));
    const run = newestRun(state);
    const isRefused =
      this._pressed !== null && !(run?.status === 'done' && run.number >= this._pressed);
    this._pressed = null;
    if (places.size === 0 || isRefused || this._saysWrong) {
      this._saysWrong = places.size > 0;
      this._submit?.setWrong(places.size);
    }
    if (places.size > 0 && isRefused) {
      const components = this._tree ? [...this._tree.all()] : [];
      FocusPlace.firstWrong(components.filter(({ spec }) => state.errors.get(spec.id)?.length));
    }
  }

  private _onPressed(): void {
    this._pressed = newestRun(this._options.session.state)?.number ?? 0;
  }

  private _evtFocusOut(event: FocusEvent): void {
    // Deferred until the component itself has heard of it, and committed.
    queueMicrotask(() => {
      const tree = this._tree;
      if (!tree || tree.isDisposed || !(event.target instanceof Node)) {
        return;
      }
      for (const component of tree.all()) {
        if (component.draft !== undefined && component.node.contains(event.target)) {
          this._dispatcher.leave(component);
        }
      }
    });
  }

  /**
   * Tell the session, in the next frame, that what came is on screen.
   */
  private _credit(): void {
    if (!this._isUnpainted || !this.isAttached || this._frame !== 0) {
      return;
    }
    this._frame = requestAnimationFrame(() => {
      this._frame = 0;
      this._isUnpainted = false;
      this._options.session.painted();
    });
  }

  private readonly _announcer: Announcer;
  private readonly _body: Panel;
  private readonly _dispatcher: Dispatcher;
  private readonly _foot: Foot;
  private _frame = 0;
  private readonly _head: Head;
  private _isUnpainted = true;
  private readonly _keys: Keys;
  private readonly _notice: Notice;
  private readonly _options: AppView.IOptions;
  /** The number of the run that a press has asked for, until it is answered. */
  private _pressed: number | null = null;
  private readonly _progress: ProgressBar;
  private _region: Panel | null = null;
  private _results: Results | null = null;
  private _saysWrong = false;
  private _submit: SubmitButton | null = null;
  private _title: string | null = null;
  private readonly _toasts: Toasts;
  private _tree: ComponentTree | null = null;
}

export namespace AppView {
  /**
   * What the place around the view can do; what is absent is not offered.
   */
  export interface IHooks {
    /** Run the cell that the app is in. */
    readonly runCell?: () => void;
    /** Show a line of a cell. */
    readonly goTo?: (cell: string, line: number) => void;
    /** Open the app in a view of its own. */
    readonly openView?: () => void;
    /** Name the tab after the app. */
    readonly setTabTitle?: (title: string) => void;
  }

  export interface IOptions {
    readonly session: ISession;
    readonly registry: IComponentRegistry;
    readonly rendermime: IRenderMimeRegistry;
    readonly sanitizer: ISanitizer;
    readonly trans: TranslationBundle;
    readonly trusted: boolean;
    /** Whether the author's scripts may run where the output is trusted; by default they may. */
    readonly authorScripts?: () => boolean;
    readonly hooks?: IHooks;
  }
}

namespace Private {
  export function actions(trans: TranslationBundle, hooks: AppView.IHooks): Head.IAction[] {
    const { openView } = hooks;
    return openView
      ? [{ label: trans.__('Open in a new view'), icon: Head.OPEN_ICON, execute: openView }]
      : [];
  }

  /**
   * The button that submits: the interface's own, else the only primary one.
   */
  export function submitId(tree: ComponentTree): string | null {
    if (tree.root instanceof Interface) {
      return tree.root.spec.submit;
    }
    const primary = [...tree.all()]
      .map(component => component.spec)
      .filter(spec => spec.kind === 'button' && spec.variant === 'primary');
    return primary.length === 1 ? primary[0].id : null;
  }

  /**
   * How far the runs are: nothing runs, nobody knows, or the least of them.
   */
  export function fraction(
    state: IAppState,
    active: ReadonlyArray<{ run: string }>
  ): number | null | undefined {
    if (active.length === 0) {
      return undefined;
    }
    const known = active
      .map(({ run }) => state.progress.get(run)?.fraction)
      .filter(value => typeof value === 'number');
    return known.length > 0 ? Math.min(...known) : null;
  }

  /**
   * The components that runs under way will write to, and how that is shown.
   */
  export function busy(
    state: IAppState,
    active: ReadonlyArray<{ listener: number }>
  ): Map<string, 'full' | 'minimal'> {
    const found = new Map<string, 'full' | 'minimal'>();
    const { listeners, root, components } = state.app;
    const isInterface = components.find(spec => spec.id === root)?.kind === 'interface';
    if (active.length === 0 || isInterface) {
      return found; // its results tell by themselves
    }
    for (const { listener } of active) {
      const spec = listeners.find(item => item.index === listener);
      if (spec && spec.show_progress !== 'hidden') {
        spec.progress_on.forEach(id => found.set(id, spec.show_progress as 'full' | 'minimal'));
      }
    }
    return found;
  }

  /**
   * Without a kernel no run is under way, whatever the bundle says.
   */
  export function ended(run: ReturnType<typeof newestRun>): ReturnType<typeof newestRun> {
    return run && (run.status === 'waiting' || run.status === 'running') ? null : run;
  }
}
