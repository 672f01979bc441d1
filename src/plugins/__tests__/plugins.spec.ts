import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import plugins from '../../index';
import { IComponentRegistry } from '../../tokens';

const ROOT = join(__dirname, '../../..');

describe('the plugins', () => {
  it('have ids of their own', () => {
    const ids = plugins.map(plugin => plugin.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(id => /^jupyterlab-intarsia:[a-z-]+$/.test(id))).toBe(true);
  });

  it('require nothing that a small host lacks: the rest is optional', () => {
    const own = plugins.map(plugin => plugin.provides?.name);
    const needed = plugins
      .flatMap(plugin => plugin.requires ?? [])
      .map(token => token.name)
      .filter(name => !own.includes(name));
    expect(new Set(needed)).toEqual(new Set(['@jupyterlab/rendermime:IRenderMimeRegistry']));
  });

  it('ask for nothing that is not there', () => {
    for (const plugin of plugins) {
      const tokens = [...(plugin.requires ?? []), ...(plugin.optional ?? [])];
      expect(tokens.every(token => token !== undefined)).toBe(true);
    }
  });

  it('offer a token to other extensions', () => {
    expect(plugins.some(plugin => plugin.provides === IComponentRegistry)).toBe(true);
  });

  it('stay a page', () => {
    const text = readFileSync(join(ROOT, 'src/index.ts'), 'utf8');
    expect(text.split('\n').length).toBeLessThanOrEqual(40);
  });

  it('bring the same style sheets to JupyterLab and to plain pages', () => {
    const names = (file: string): string[] =>
      [...readFileSync(join(ROOT, 'style', file), 'utf8').matchAll(/'(?:\.\/)?(\w+\.css)'/g)]
        .map(found => found[1])
        .sort();
    const lists = ['index.css', 'drawing.css', 'standalone.css'];
    const sheets = readdirSync(join(ROOT, 'style')).filter(
      name => name.endsWith('.css') && !lists.includes(name)
    );
    expect(names('index.js')).toEqual(names('index.css'));
    expect([...names('index.css'), ...names('drawing.css')].sort()).toEqual(sheets.sort());
  });

  it('read the settings that the schema has', () => {
    const text = readFileSync(join(ROOT, 'schema/settings/plugin.json'), 'utf8');
    const { properties } = JSON.parse(text) as { properties: object };
    expect(Object.keys(properties).sort()).toEqual(['authorScripts', 'saveValues', 'showRunning']);
  });
});
