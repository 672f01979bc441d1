// A JupyterLab server of its own: nothing of the user's settings, on a free port.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { programs, python, venv } from './paths.mjs';
import { Problem, environment, stop } from './processes.mjs';

const PATIENCE = 120_000;

// No questions, no news: nothing on screen that the tests did not cause.
const SETTINGS = {
  '@jupyterlab/apputils-extension/notification.jupyterlab-settings': {
    checkForUpdates: false,
    fetchNews: 'false'
  },
  '@jupyterlab/docmanager-extension/plugin.jupyterlab-settings': {
    autosave: false
  }
};

/**
 * Start a server; give `{address, token, folder, data, log, process, close}`.
 *
 * `folder` is what it serves: an empty temporary one, to be filled by the caller
 * through `fill(folder)` before the server starts. `flags` go on to JupyterLab.
 */
export async function startServer(options = {}) {
  const { environmentFolder = venv, fill, flags = [], env = {} } = options;
  const temporary = mkdtempSync(join(tmpdir(), 'intarsia-'));
  const place = name => {
    const path = join(temporary, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const folder = place('root');
  const runtime = place('runtime');
  const settings = place('settings');
  const data = place('data');
  for (const [file, content] of Object.entries(SETTINGS)) {
    mkdirSync(dirname(join(settings, file)), { recursive: true });
    writeFileSync(join(settings, file), JSON.stringify(content));
  }
  await fill?.(folder);
  const token = randomBytes(16).toString('hex');
  const log = join(temporary, 'server.log');
  const child = spawn(
    python(environmentFolder),
    [
      '-m',
      'jupyterlab',
      '--no-browser',
      ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
      `--ServerApp.root_dir=${folder}`,
      '--ServerApp.ip=127.0.0.1',
      '--ServerApp.port=0',
      '--ServerApp.terminals_enabled=False',
      `--IdentityProvider.token=${token}`,
      '--LabApp.expose_app_in_browser=True',
      '--JupyterNotebookApp.expose_app_in_browser=True',
      '--LabApp.extension_manager=readonly',
      ...flags
    ],
    {
      cwd: folder,
      env: environment(
        {
          IPYTHONDIR: place('ipython'),
          JUPYTER_CONFIG_DIR: place('config'),
          JUPYTER_DATA_DIR: data,
          JUPYTER_NO_CONFIG: '',
          JUPYTER_PREFER_ENV_PATH: '1',
          JUPYTER_RUNTIME_DIR: runtime,
          JUPYTERLAB_SETTINGS_DIR: settings,
          JUPYTERLAB_WORKSPACES_DIR: place('workspaces'),
          ...env
        },
        programs(environmentFolder)
      ),
      stdio: ['ignore', 'pipe', 'pipe']
    }
  );
  const lines = createWriteStream(log);
  child.stdout.pipe(lines, { end: false });
  child.stderr.pipe(lines, { end: false });
  const close = async () => {
    await stop(child);
    lines.end();
    rmSync(temporary, {
      recursive: true,
      force: true,
      maxRetries: 5,
      retryDelay: 200
    });
  };
  try {
    const address = await listening(child, runtime, token);
    return { address, token, folder, data, log, process: child, close };
  } catch (error) {
    const said = readFileSync(log, 'utf8');
    await close();
    throw new Problem(`${error.message}\n${said}`);
  }
}

/** The server writes a file with its port, and answers a little later. */
async function listening(child, runtime, token) {
  const file = join(runtime, `jpserver-${child.pid}.json`);
  const headers = { Authorization: `token ${token}` };
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    if (child.exitCode !== null) {
      throw new Problem(`JupyterLab ended with code ${child.exitCode}.`);
    }
    const port = existsSync(file) && portIn(file);
    if (port) {
      const address = `http://127.0.0.1:${port}`;
      const answer = await fetch(`${address}/api/status`, { headers }).catch(
        () => undefined // not listening yet
      );
      if (answer?.ok) {
        return address;
      }
    }
    await pause(50);
  }
  throw new Problem('JupyterLab did not answer within two minutes.');
}

function portIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).port;
  } catch {
    return undefined; // being written just now
  }
}
