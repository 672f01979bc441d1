/**
 * What the host calls the languages, the first that it knows.
 */
export const LANGUAGES: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ['python', ['Python']],
  ['c', ['C']],
  ['cpp', ['C++']],
  ['markdown', ['Markdown']],
  ['latex', ['LaTeX', 'sTeX']],
  ['json', ['JSON']],
  ['html', ['HTML']],
  ['css', ['CSS']],
  ['javascript', ['Javascript']],
  ['jinja2', ['Jinja2']],
  ['typescript', ['TypeScript']],
  ['yaml', ['YAML']],
  ['dockerfile', ['Dockerfile']],
  ['shell', ['Shell']],
  ['r', ['R']],
  ['sql', ['SQL']],
  ['sql-msSQL', ['MS SQL']],
  ['sql-mySQL', ['MySQL']],
  ['sql-mariaDB', ['MariaDB SQL']],
  ['sql-sqlite', ['SQLite']],
  ['sql-cassandra', ['CQL']],
  ['sql-plSQL', ['PLSQL']],
  ['sql-hive', ['SQL']],
  ['sql-pgSQL', ['PostgreSQL']],
  ['sql-gql', ['SQL']],
  ['sql-gpSQL', ['PostgreSQL']],
  ['sql-sparkSQL', ['SQL']],
  ['sql-esper', ['Esper', 'SQL']]
]);

/**
 * The ending of files in a language.
 */
export const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['python', 'py'],
  ['c', 'c'],
  ['cpp', 'cpp'],
  ['markdown', 'md'],
  ['latex', 'tex'],
  ['json', 'json'],
  ['html', 'html'],
  ['css', 'css'],
  ['javascript', 'js'],
  ['jinja2', 'j2'],
  ['typescript', 'ts'],
  ['yaml', 'yaml'],
  ['dockerfile', 'dockerfile'],
  ['shell', 'sh'],
  ['r', 'r']
]);
