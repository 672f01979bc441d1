import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { RenderMimeRegistry, standardRendererFactories } from '@jupyterlab/rendermime';
import '@jupyterlab/rendermime/style/base.css';

/**
 * The renderers of a page that brings none. Large: imported when it is needed.
 */
export function makeRendermime(): IRenderMimeRegistry {
  return new RenderMimeRegistry({ initialFactories: standardRendererFactories });
}
