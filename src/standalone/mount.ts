import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Kernel } from '@jupyterlab/services';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import { Widget } from '@lumino/widgets';
import { MIME_TYPE } from '../protocol/types';
import { attach } from './apps';

/**
 * What to show.
 */
export interface IMountOptions {
  /** What the kernel sent, or a notebook file holds, under `MIME_TYPE`. */
  readonly bundle: unknown;
  /** The page's connection to the kernel; without one the app is a picture. */
  readonly kernel?: Kernel.IKernelConnection | null;
  /** Renders results as the page does; by default what JupyterLab has for common types. */
  readonly rendermime?: IRenderMimeRegistry;
}

/**
 * Show an app in an element of the page, until what is returned is disposed.
 *
 * #### Notes
 * A page that shows an app trusts it: text from elsewhere must not come here as a bundle.
 */
export async function mount(element: HTMLElement, options: IMountOptions): Promise<IDisposable> {
  const { bundle, kernel = null } = options;
  const rendermime = options.rendermime?.clone() ?? (await import('./rendermime')).makeRendermime();
  const sessions = attach(rendermime, kernel);
  const renderer = rendermime.createRenderer(MIME_TYPE);
  const data = { [MIME_TYPE]: bundle as ReadonlyPartialJSONValue };
  await renderer.renderModel(rendermime.createModel({ data, trusted: true }));
  Widget.attach(renderer, element);
  return new DisposableDelegate(() => {
    renderer.dispose();
    sessions.dispose();
  });
}
