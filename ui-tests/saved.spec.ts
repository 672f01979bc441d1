import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { WRITTEN, environment } from './environment';
import { GREET, Greeting } from './greeting';
import { NotebookPage } from './notebookpage';
import { Notebooks } from './notebooks';

const MIME_TYPE = 'application/vnd.intarsia.app.v1+json';

const SECRET = `
from intarsia import show
from pydantic import BaseModel, SecretStr

class Account(BaseModel):
    user: str = "ada"
    code: SecretStr = SecretStr("")

def sign_in(password: SecretStr, account: Account) -> str:
    return f"{len(password.get_secret_value())} and {len(account.code.get_secret_value())}"

show(sign_in)`;

interface IOutput {
  data: Record<string, unknown>;
}
interface INotebook {
  metadata: Record<string, unknown>;
  cells: { source: string | string[]; outputs: IOutput[] }[];
}
interface IBundle {
  app_id: string;
  protocol: string;
  spec: { title: string; components: { kind: string; label?: string; id: string }[] };
  values: Record<string, unknown>;
}

describe('a saved notebook', () => {
  const notebooks = new Notebooks();
  const { field, notice, result } = Greeting;
  const file = (path: string) => join(environment.folder, path);
  const read = (path: string) => JSON.parse(readFileSync(file(path), 'utf8')) as INotebook;

  /** A notebook with an app that was used and saved; its kernel goes on. */
  const used = async (name: string) => {
    const path = NotebookPage.write(name, [GREET]);
    const notebook = await notebooks.open(path);
    const app = await notebook.show(0);
    await field(app).fill('Ada');
    await notebook.page.keyboard.press('Shift+Enter');
    await result(app, 'Hello Ada.');
    await notebook.save();
    return { path, notebook, app };
  };

  /** A copy of a notebook that was used and saved, and whose kernel is gone. */
  const copy = async (name: string) => {
    if (template === '') {
      const { path, notebook, app } = await used('template');
      await notebook.shutDown();
      await notice(app, 'The kernel has stopped');
      await notebooks.close(notebook);
      template = path;
    }
    const path = `${WRITTEN}/${name}.ipynb`;
    copyFileSync(file(template), file(path));
    return path;
  };
  let template = '';

  /** Change what stands in the file: nobody has signed it then. */
  const forge = (
    path: string,
    change: (bundle: IBundle, data: Record<string, unknown>) => void
  ) => {
    const notebook = read(path);
    const { data } = notebook.cells[0].outputs[0];
    change(data[MIME_TYPE] as IBundle, data);
    writeFileSync(file(path), JSON.stringify(notebook));
  };

  /** Say that a notebook is trusted, as a person can who has read it. */
  const trust = (path: string) =>
    execFileSync(join(environment.repository, '.venv/bin/jupyter'), ['trust', file(path)], {
      env: { ...process.env, JUPYTER_DATA_DIR: environment.data }
    });

  test('reopened after its kernel is gone it shows the last inputs and result', async () => {
    const path = await copy('reopened');
    const notebook = await notebooks.open(path);
    const app = notebook.app(0);
    await notice(app, 'This kernel does not know the app');
    assert.equal(await field(app).inputValue(), 'Ada');
    assert.ok(await field(app).isDisabled());
    await result(app, 'Hello Ada.');
    await app.getByRole('button', { name: 'Run this cell' }).click();
    await notebook.live(app);
  });

  test('is clean when opened and viewed, and the same bytes when saved again', async () => {
    const { path, notebook } = await used('clean');
    const first = readFileSync(file(path));
    await notebook.save();
    assert.ok(readFileSync(file(path)).equals(first), 'saved twice');
    await notebooks.close(notebook);

    const again = await notebooks.open(path);
    const app = again.app(0);
    await again.live(app);
    await result(app, 'Hello Ada.');
    assert.equal(await again.page.locator('.jp-mod-dirty').count(), 0);
    await field(app).fill('Grace');
    await again.page.keyboard.press('Shift+Enter');
    await result(app, 'Hello Grace.');
    assert.equal(await again.page.locator('.jp-mod-dirty').count(), 0, 'dirty by use');
    await again.save();
    const used2 = read(path).cells[0].outputs[0].data[MIME_TYPE] as IBundle;
    assert.ok(JSON.stringify(used2.values).includes('Grace'));
  });

  test('faults 097, 098: a password is in no saved notebook', async () => {
    const path = NotebookPage.write('secret', [SECRET]);
    const notebook = await notebooks.open(path);
    const app = await notebook.show(0);
    const fields = app.locator('input[type=password]');
    await fields.nth(0).fill('xyzzy-one');
    await fields.nth(1).fill('plugh-two');
    await notebook.page.keyboard.press('Shift+Enter');
    await result(app, '9 and 9');
    await notebook.save();
    const text = readFileSync(file(path), 'utf8');
    assert.ok(text.includes('9 and 9'));
    assert.ok(!/xyzzy|plugh/.test(text), 'a password is in the file');
  });

  test('nbconvert shows the values', async () => {
    const path = await copy('converted');
    const html = execFileSync(
      join(environment.repository, '.venv/bin/jupyter'),
      ['nbconvert', '--to', 'html', '--stdout', file(path)],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }
    );
    const { page } = await blank();
    await page.setContent(html.replace(/<script.*?<\/script>/gs, ''));
    const row = page.locator('tr').filter({ hasText: 'Name' });
    assert.equal((await row.innerText()).trim(), 'Name\tAda');
    await page.getByText('Hello Ada.').waitFor();
    await page.getByText('pip install intarsia').waitFor();
    await page.context().close();
  });

  const blank = async () => {
    const context = await notebooks.browser.newContext();
    return { page: await context.newPage() };
  };

  test('without a kernel it is a picture that says so', async () => {
    const path = await copy('kernelless');
    const notebook = read(path);
    writeFileSync(
      file(path),
      JSON.stringify({
        ...notebook,
        metadata: { kernelspec: { name: '', display_name: 'No Kernel' } }
      })
    );
    trust(path);
    const page = await notebooks.open(path, { kernel: 'none' });
    await page.chooseNoKernel();
    const app = page.app(0);
    await notice(app, 'There is no kernel here');
    assert.equal(await field(app).inputValue(), 'Ada');
    assert.ok(await field(app).isDisabled());
    await result(app, 'Hello Ada.');
  });

  test('fault 095: untrusted it is a picture, and nothing is asked of anybody', async () => {
    const path = await copy('untrusted');
    forge(path, bundle => {
      bundle.spec.title = 'Forged <img src="/forged.png" onerror="window.forged = 1">';
    });
    const asked: string[] = [];
    const notebook = await notebooks.open(path, {
      watch: page => {
        page.on('request', request => asked.push(request.url()));
        page.on('websocket', socket =>
          socket.on('framesent', ({ payload }) => asked.push(payload.toString('latin1')))
        );
      }
    });
    const app = notebook.app(0);
    await notice(app, 'This output is not trusted');
    assert.equal(await field(app).inputValue(), 'Ada');
    assert.ok(await field(app).isDisabled());
    await result(app, 'Hello Ada.');
    assert.match(await app.innerText(), /Forged <img/);
    assert.equal(await app.getByRole('button', { name: 'Run this cell' }).count(), 0);
    assert.deepEqual(
      asked.filter(text => /"target_name":"intarsia"|execute_request|forged/.test(text)),
      []
    );
  });

  test('fault 096: trusted by a forged file, it still starts nothing', async () => {
    const path = await copy('trusted');
    forge(path, bundle => {
      bundle.app_id = 'f'.repeat(32);
    });
    trust(path);
    const notebook = await notebooks.open(path);
    await notice(notebook.app(0), 'This kernel does not know the app');
    assert.ok(await field(notebook.app(0)).isDisabled());
  });

  test("fault 025: forged labels give way to the kernel's own", async () => {
    const { path, notebook } = await used('labels');
    await notebooks.close(notebook); // the kernel goes on
    forge(path, bundle => {
      bundle.spec.title = 'Forged';
      for (const spec of bundle.spec.components) {
        spec.label = spec.label && `Forged ${spec.label}`;
      }
    });
    trust(path);
    const again = await notebooks.open(path);
    const app = again.app(0);
    await again.live(app);
    assert.doesNotMatch(await app.innerText(), /Forged/);
    assert.equal(await field(app).inputValue(), 'Ada');
  });

  for (const [protocol, words] of [
    ['0.3', 'older'],
    ['2.0', 'newer']
  ]) {
    test(`fault 024: of a protocol that is ${words} it says which`, async () => {
      const path = await copy(`made-${words}`);
      forge(path, bundle => {
        bundle.protocol = protocol;
      });
      trust(path);
      const notebook = await notebooks.open(path);
      const app = notebook.app(0);
      await notice(app, words);
      const text = await app.innerText();
      assert.ok(text.includes(protocol) && text.includes('1.0'), text);
      await app.getByRole('button', { name: 'Run this cell' }).click();
      await notebook.live(app);
    });
  }

  test('broken or foreign content is told, and runs anew', async () => {
    const path = await copy('broken');
    forge(path, (bundle, data) => {
      data[MIME_TYPE] = { ...bundle, spec: 'gone' };
    });
    trust(path);
    let notebook = await notebooks.open(path);
    await notice(notebook.app(0), 'is broken');
    await notebooks.close(notebook);

    forge(path, (bundle, data) => {
      data[MIME_TYPE] = [1, 2];
    });
    notebook = await notebooks.open(path);
    await notice(notebook.app(0), 'is broken');
    assert.equal(await notebook.app(0).getByRole('button').count(), 0, 'not trusted');
    await notebooks.close(notebook);

    trust(path);
    notebook = await notebooks.open(path);
    await notebook.app(0).getByRole('button', { name: 'Run this cell' }).click();
    await notebook.live(notebook.app(0));
  });

  test('fault 095: hostile content is a picture or a line within a second', async () => {
    const path = await copy('hostile');
    const whole = read(path).cells[0].outputs[0].data[MIME_TYPE] as IBundle;
    const many = Array.from({ length: 100_000 }, (_, i) => ({
      ...whole.spec.components[1],
      id: `x${i}`
    }));
    const root = whole.spec.components[0];
    const hostile: IBundle['spec'][] = [
      { ...whole.spec, components: many },
      { ...whole.spec, components: [{ ...root, inputs: [root.id] } as typeof root] },
      { ...whole.spec, components: [{ ...root, kind: 'never' }] }
    ];
    const notebook = read(path);
    const [cell] = notebook.cells;
    notebook.cells = hostile.map((spec, i) => ({
      ...cell,
      id: `cell-${i}`,
      outputs: [{ ...cell.outputs[0], data: { [MIME_TYPE]: { ...whole, spec } } }]
    }));
    writeFileSync(file(path), JSON.stringify(notebook));
    const page = await notebooks.open(path);
    for (let i = 0; i < hostile.length; i++) {
      const app = page.app(i);
      await app.locator('.intarsia-Notice').first().waitFor();
      assert.doesNotMatch(await app.innerText(), /Run this cell/);
    }
  });
});
