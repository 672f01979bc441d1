import type { ISanitizer } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { Panel } from '@lumino/widgets';
import type { IComponentRegistry } from '../components/registry';
import { Sight } from '../components/sight';
import type { ProgressState } from '../protocol/types';
import type { IAppState, ISession } from '../session/state';
import { Announcer } from './announcer';
import { AuthorStyle } from './authorstyle';
import { BundleProblem } from './bundleproblem';
import { CodePanel } from './codepanel';
import { Dispatcher } from './dispatcher';
import type { IEntry } from './entries';
import { ENTRIES } from './entries';
import { FocusPlace } from './focusplace';
import { FlowView } from './flowview';
import { Foot } from './foot';
import { Head } from './head';
import { Keys } from './keys';
import { newestRun, showsFiles, takesInput } from './liveness';
import { Notice } from './notice';
import { Painting } from './painting';
import type { Placement } from './placement';
import { ProgressBar } from './progressbar';
import { ProgressWords } from './progresswords';
import { Region } from './region';
import type { Results } from './results';
import { Toasts } from './toasts';
import { ComponentTree } from './tree';

/**
 * The card of one app in one output: head, notice, body, results, foot.
 *
 * #### Notes
 * It shows the session's state and tells the session what a person does; it owns no
 * value. It paints at once when the state changes, and gives credit (`painted`) once per
 * animation frame in which it painted. While nobody sees it, it gives credit once a second and
 * paints nothing as long as something runs: the newest is there when somebody looks. A sound
 * that may be heard goes on. The session is not its own: who made it, ends it.
 */
export class AppView extends Panel implements IEntry.IView {
  /**
   * Draw an app as its session stands.
   */
  constructor(options: AppView.IOptions) {
    super();
    const { session, trans, hooks = {} } = options;
    this._options = options;
    this.addClass('intarsia-App');
    this.node.setAttribute('role', 'group');
    this._dispatcher = new Dispatcher(session, () => this._mayScript());
    this._dispatcher.pressed.connect(this._onPressed, this);
    this._keys = new Keys(this.node, {
      press: () => this._dispatcher.press(this._focused()),
      cancel: () => this._dispatcher.cancel()
    });
    this._progress = new ProgressBar({ trans });
    this._head = new Head({ trans, onChoose: name => this.execute(name) });
    this._notice = new Notice({
      trans,
      runCell: hooks.runCell,
      reconnect: () => session.reconnect()
    });
    this._body = new Panel();
    this._body.addClass('intarsia-App-body');
    this._middle.addClass('intarsia-App-middle');
    this._middle.addWidget(this._body);
    this._foot = new Foot({ trans });
    this._announcer = new Announcer(trans);
    this._toasts = new Toasts({ trans });
    for (const widget of [
      this._progress,
      this._head,
      this._notice,
      this._middle,
      this._foot,
      this._toasts,
      this._announcer
    ]) {
      this.addWidget(widget);
    }
    this._shown = session.state;
    this._build(session.state);
    this._paint(session.state);
    this._sight = new Sight(this.node, () => this._onSight());
    session.stateChanged.connect(this._onStateChanged, this);
    this.node.addEventListener('focusout', event => this._evtFocusOut(event));
  }

  get session(): ISession {
    return this._options.session;
  }

  get trans(): TranslationBundle {
    return this._options.trans;
  }

  get hooks(): AppView.IHooks {
    return this._options.hooks ?? {};
  }

  /**
   * The region with the results; more pages can be added to it. A new one is made when
   * the app's layout changes.
   */
  get results(): Results | null {
    return this._regions.at(-1)?.results ?? null;
  }

  /**
   * Whether the menu has an entry of that name.
   */
  offers(name: string): boolean {
    return ENTRIES.some(entry => entry.name === name && entry.isOffered(this));
  }

  /**
   * Do what an entry of the menu says, if it has it.
   */
  execute(name: string): void {
    ENTRIES.find(entry => entry.name === name && entry.isOffered(this))?.execute(this);
  }

  /**
   * Show the flow of the app between body and foot, or close it.
   */
  toggleFlow(): void {
    if (this._flow) {
      const flow = this._flow;
      this._flow = null;
      flow.dispose();
      this._head.focusMenu();
      return;
    }
    this._flow = new FlowView({
      placement: this._placement(),
      goTo: this.hooks.goTo,
      onClose: () => this.toggleFlow()
    });
    this.insertWidget(this.widgets.indexOf(this._foot), this._flow);
    this._flow.setState(this.session.state);
    this._flow.focusFirst();
  }

  /**
   * Show the code of the app's functions beside the body, or close it.
   */
  toggleCode(): void {
    if (!this._code) {
      this.showCode();
      return;
    }
    const code = this._code;
    this._code = null;
    code.dispose();
    this._middle.removeClass('intarsia-mod-split');
    this._head.focusMenu();
  }

  /**
   * Show the code of the app's functions beside the body.
   */
  showCode(): void {
    if (!this._code) {
      this._code = new CodePanel({
        placement: this._placement(),
        goTo: this.hooks.goTo,
        onClose: () => this.toggleCode()
      });
      this._middle.addClass('intarsia-mod-split');
      this._middle.addWidget(this._code);
    }
    this._code.focusFirst();
  }

  /**
   * Say something for a moment, at the card's upper end.
   */
  tell(words: string, level: 'info' | 'success' | 'warning'): void {
    if (!this.isDisposed) {
      this._toasts.tell(words, level);
    }
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._options.session.stateChanged.disconnect(this._onStateChanged, this);
    this._painting.dispose();
    this._sight.dispose();
    this._keys.dispose();
    this._endRegions();
    this._dispatcher.dispose();
    this._tree?.dispose();
    super.dispose();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._onSight();
  }

  protected onAfterDetach(msg: Message): void {
    super.onAfterDetach(msg);
    this._onSight();
  }

  private _onStateChanged(session: ISession, before: IAppState): void {
    const { state } = session;
    this._dispatcher.onStateChanged(before);
    if (state.connection === 'live' && !this._isLoaded) {
      this._isLoaded = true;
      queueMicrotask(() => this._dispatcher.load());
    }
    this._isUnpainted = true;
    if (this._sense !== 'none') {
      this._show();
    } else {
      // Who hears of it need not see it.
      this._tellProgress(state, this._dispatcher.active());
    }
    this._credit();
  }

  /**
   * It has come into sight, or has gone out of it.
   */
  private _onSight(): void {
    if (this.isDisposed) {
      return;
    }
    this._painting.cancel();
    this._foot.setSeen(this._isSeen);
    if (this._isSeen) {
      this._show();
    }
    this._credit();
  }

  /**
   * Show how the session stands.
   */
  private _show(): void {
    const { state } = this.session;
    const before = this._shown;
    if (state === before) {
      return;
    }
    this._shown = state;
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
      if (before.scripts !== state.scripts || takesInput(before) !== takesInput(state)) {
        tree.refreshScripts();
      }
      if (showsFiles(before) !== showsFiles(state)) {
        tree.refreshFiles();
      }
    }
    if (state.reloaded !== before.reloaded && state.reloaded) {
      this._announcer.tell(this.trans.__('%1 reloaded', state.reloaded.name));
    }
    this._paint(state);
    this._scroll(before, state);
  }

  /**
   * Bring into sight what a run has written, where its listener asks for that.
   */
  private _scroll(before: IAppState, state: IAppState): void {
    for (const { index, outputs, scroll_to_output } of state.app.listeners) {
      const [was, is] = [before.runs.get(index)?.status, state.runs.get(index)?.status];
      if (scroll_to_output && is === 'done' && (was === 'running' || was === 'waiting')) {
        this._tree?.get(outputs[0])?.node.scrollIntoView?.({ block: 'nearest' });
      }
    }
  }

  /**
   * Draw all components anew.
   */
  private _build(state: IAppState): void {
    const { trans } = this._options;
    this._endRegions();
    this._dispatcher.setTree(null);
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
        placement: this._placement()
      });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this._body.addWidget(new BundleProblem({ trans, detail, within: true }));
      return;
    }
    this._tree = tree;
    this._body.addWidget(tree.root);
    this._dispatcher.setTree(tree);
    this._setRegions(tree);
  }

  /**
   * Give each interface, and what stands in none, a place for its results.
   */
  private _setRegions(tree: ComponentTree): void {
    const before = this._regions;
    this._layouts = Private.layouts(tree);
    this._regions = Region.all(
      {
        tree,
        dispatcher: this._dispatcher,
        view: this._options,
        all: () => this._regions
      },
      before
    );
    this._endRegions(before.filter(region => !this._regions.includes(region)));
    for (const { host } of this._regions) {
      if (host.parent === null) {
        this._body.addWidget(host);
      }
    }
    this._dispatcher.setSubmits(id => this._regionOf(id)?.submit ?? null);
  }

  private _endRegions(ended: ReadonlyArray<Region> = this._regions.splice(0)): void {
    for (const region of ended) {
      region.dispose();
      if (region.host.parent === this._body) {
        region.host.dispose();
      }
    }
  }

  private _regionOf(component: string): Region | undefined {
    return this._regions.find(region => region.holds(component));
  }

  /**
   * The id of the component that the focus is in; the root's where it is in none.
   */
  private _focused(): string {
    const within = [...(this._tree?.all() ?? [])].filter(component =>
      component.node.contains(document.activeElement)
    );
    // The innermost one: layouts hold others.
    return within.reduce(
      (inner, component) => (inner.node.contains(component.node) ? component : inner),
      within[0] ?? { node: this.node, spec: { id: '' } }
    ).spec.id;
  }

  /**
   * Show everything around the components.
   */
  private _paint(state: IAppState): void {
    const { title, heading, description, listeners } = state.app;
    const { trans, hooks } = this._options;
    const run = newestRun(state);
    const active = takesInput(state) ? this._dispatcher.active() : [];
    this._paintMenu();
    this._head.setWords(heading ? title : null, heading ? description : null);
    this.node.setAttribute('aria-label', title || trans.__('App'));
    if (title !== this._title) {
      this._title = title;
      hooks?.setTabTitle?.(title ?? '');
    }
    this._notice.setState(state);
    this._showProgress(state, active);
    if (this._tree && Private.layouts(this._tree) !== this._layouts) {
      this._setRegions(this._tree); // an interface was rendered, or is gone
    }
    for (const region of this._regions) {
      region.paint(state);
    }
    this._foot.setState(state, run, {
      hidden: listeners.length === 0 && state.connection === 'live',
      isPatient: !this._regions.some(
        ({ submit }) => submit !== null && this._dispatcher.submitted(submit).length > 0
      ),
      isStreaming: this._regions.some(({ results }) => results.isStreaming)
    });
    this._tree?.setBusy(Private.busy(state, active));
    this._flow?.setState(state);
    this._toasts.setLog(state.log);
    AuthorStyle.show(this.node, this._options.trusted ? state.css : null);
    this._announcer.setRun(takesInput(state) ? run : null);
    this.node.dataset.connection = state.connection;
    this.toggleClass('intarsia-mod-running', active.length > 0);
  }

  /**
   * Show how far the runs are: of several, the one that is least far.
   */
  private _showProgress(state: IAppState, active: ReadonlyArray<{ run: string }>): void {
    const { bar, words } = this._tellProgress(state, active);
    this._progress.setProgress(active.length > 0 ? (bar?.fraction ?? null) : undefined, words);
  }

  private _tellProgress(
    state: IAppState,
    active: ReadonlyArray<{ run: string }>
  ): { bar: ProgressState | null; words: string } {
    const { run, bar } = Private.leastFar(state, active);
    const words = bar ? ProgressWords.spoken(this.trans, bar, 0) : '';
    this._announcer.setProgress(run, words || null);
    return { bar, words };
  }

  private _paintMenu(): void {
    const offered = ENTRIES.filter(entry => entry.isOffered(this));
    const names = offered.map(({ name }) => name).join(' ');
    if (names !== this._offered) {
      this._offered = names;
      this._head.setEntries(
        offered.map(({ name, label }) => ({ id: name, label: label(this.trans) }))
      );
    }
  }

  private _placement(): Placement.IOptions {
    const { session } = this._options;
    return {
      ...this._options,
      hasFiles: () => showsFiles(session.state),
      mayScript: () => this._mayScript()
    };
  }

  private _mayScript(): boolean {
    const { session, trusted, authorScripts } = this._options;
    return trusted && takesInput(session.state) && (authorScripts?.() ?? true);
  }

  private _onPressed(_: Dispatcher, submit: string): void {
    this._regionOf(submit)?.onPressed(this._options.session.state);
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
   * Tell the session, in the next frame, that what came is on screen; or after a while that
   * nobody minds.
   */
  private _credit(): void {
    if (this._isUnpainted) {
      this._painting.ask(this._sense);
    }
  }

  private get _sense(): Painting.Sense {
    if (this._isSeen) {
      return 'seen';
    }
    const isHeard = Array.from(this._tree?.all() ?? []).some(component => component.isHeard);
    return isHeard ? 'heard' : 'none';
  }

  private get _isSeen(): boolean {
    return this.isAttached && this._sight.isSeen;
  }

  private readonly _announcer: Announcer;
  private readonly _body: Panel;
  private _code: CodePanel | null = null;
  private readonly _dispatcher: Dispatcher;
  private _flow: FlowView | null = null;
  private readonly _foot: Foot;
  private readonly _head: Head;
  private _isLoaded = false;
  private _isUnpainted = true;
  private readonly _keys: Keys;
  private readonly _middle = new Panel();
  private readonly _notice: Notice;
  /** The interfaces that the regions were made for. */
  private _layouts = '';
  /** The names of what the menu offers. */
  private _offered = '';
  private readonly _options: AppView.IOptions;
  private readonly _painting = new Painting(() => {
    if (this._dispatcher.active().length === 0) {
      this._show(); // also unseen: what is over is told
    }
    this._isUnpainted = false;
    this._options.session.painted();
  });
  private readonly _progress: ProgressBar;
  private _regions: Region[] = [];
  /** The state that is on screen. */
  private _shown: IAppState;
  private readonly _sight: Sight;
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
    /** Open the app in a tab of its own. */
    readonly openTab?: () => void;
    /** Bring the cell that the app is in to the front, from elsewhere. */
    readonly showCell?: () => void;
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
  /**
   * The ids of the interfaces among the components.
   */
  export function layouts(tree: ComponentTree): string {
    return [...tree.all()]
      .filter(component => component.spec.kind === 'interface')
      .map(component => component.spec.id)
      .join(' ');
  }

  /**
   * The run that is least far of those that tell, with its outermost bar.
   */
  export function leastFar(
    state: IAppState,
    active: ReadonlyArray<{ run: string }>
  ): { run: string; bar: ProgressState | null } {
    const telling = active.flatMap(({ run }) => {
      const bar = state.progress.get(run)?.[0];
      return bar ? [{ run, bar }] : [];
    });
    const far = ({ bar }: { bar: ProgressState }): number => bar.fraction ?? Infinity;
    return telling.sort((a, b) => far(a) - far(b))[0] ?? { run: '', bar: null };
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
    const kinds = new Map(components.map(spec => [spec.id, spec.kind]));
    // The results of an interface tell by themselves, but for explanations of them.
    const tells = (id: string): boolean => !isInterface || kinds.get(id) === 'interpretation';
    if (active.length === 0) {
      return found;
    }
    for (const { listener } of active) {
      const spec = listeners.find(item => item.index === listener);
      if (spec && spec.show_progress !== 'hidden') {
        spec.progress_on
          .filter(tells)
          .forEach(id => found.set(id, spec.show_progress as 'full' | 'minimal'));
      }
    }
    return found;
  }
}
