// Checks docs/schemas with yaml-language-server: what it offers and what it marks. Call: npm install && node check.mjs
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Client } from './client.mjs';
import { completions, mistakes, valid } from './cases.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const schemas = process.env.SCHEMAS ?? join(here, '../../docs/schemas');
const program = join(process.env.EDITOR_CHECK_HOME ?? here, 'node_modules/yaml-language-server/bin/yaml-language-server');
if (!existsSync(program)) {
  console.log(`SKIPPED: ${program} is not there; call npm install in tests/editor`);
  process.exit(0);
}

const client = new Client(program);
await client.start(pathToFileURL(here).href);
const failed = [];
let documents = 0;

async function open(kind, text) {
  const uri = pathToFileURL(join(here, `document-${++documents}.yaml`)).href;
  const modeline = `# yaml-language-server: $schema=${pathToFileURL(join(schemas, `${kind}.schema.json`)).href}\n`;
  return { uri, found: await client.open(uri, modeline + text) };
}

const told = found => found.map(one => `line ${one.range.start.line}: ${one.message.split('\n')[0]}`).join('; ');

for (const [kind, marked, wanted] of completions) {
  const before = marked.slice(0, marked.indexOf('¦')).split('\n');
  const { uri } = await open(kind, marked.replace('¦', ''));
  const position = { line: before.length, character: before.at(-1).length };
  const answer = await client.ask('textDocument/completion', { textDocument: { uri }, position });
  const labels = (Array.isArray(answer) ? answer : answer.items).map(item => item.label);
  const missing = wanted.filter(label => !labels.includes(label));
  if (missing.length > 0) failed.push(`completion of\n${marked}\n  lacks ${missing}, offers ${labels}`);
}
for (const [kind, text] of mistakes) {
  const line = text.split('\n').findIndex(one => one.endsWith('# wrong')) + 1;
  const { found } = await open(kind, text);
  const at = new Set(found.map(one => one.range.start.line));
  if (!at.has(line) || at.size > 1) failed.push(`mistake in line ${line} of\n${text}\n  marked: ${told(found) || 'nothing'}`);
}
for (const [kind, text] of valid) {
  const { found } = await open(kind, text);
  if (found.length > 0) failed.push(`nothing is wrong in\n${text}\n  marked: ${told(found)}`);
}
await client.stop();
failed.forEach(one => console.error(`FAILED: ${one}\n`));
console.log(`${completions.length} completions, ${mistakes.length} mistakes, ${valid.length} valid files: ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
