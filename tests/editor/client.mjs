// Speaks the Language Server Protocol with yaml-language-server over its standard input and output.
import { spawn } from 'node:child_process';

const DEADLINE_MS = 120_000;

export class Client {
  #server;
  #next = 1;
  #answers = new Map();
  #diagnostics = new Map();
  #read = Buffer.alloc(0);

  constructor(program) {
    this.#server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#server.stdout.on('data', bytes => this.#take(bytes));
  }

  async start(root) {
    await this.ask('initialize', {
      processId: process.pid,
      rootUri: root,
      capabilities: {
        workspace: { configuration: true },
        textDocument: { completion: { completionItem: { snippetSupport: false } }, publishDiagnostics: {} },
      },
    });
    this.tell('initialized', {});
  }

  // Opens a document and answers with its diagnostics, once the server has published them.
  open(uri, text) {
    const published = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no diagnostics of ${uri}`)), DEADLINE_MS);
      this.#diagnostics.set(uri, found => { clearTimeout(timer); resolve(found); });
    });
    this.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    return published;
  }

  ask(method, params) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${method}`)), DEADLINE_MS);
      this.#answers.set(id, answer => {
        clearTimeout(timer);
        if (answer.error) reject(new Error(`${method}: ${answer.error.message}`)); else resolve(answer.result);
      });
      this.#send({ id, method, params });
    });
  }

  tell(method, params) {
    this.#send({ method, params });
  }

  async stop() {
    await this.ask('shutdown', null);
    this.tell('exit');
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #take(bytes) {
    this.#read = Buffer.concat([this.#read, bytes]);
    for (;;) {
      const head = this.#read.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#read.subarray(0, head).toString())[1]);
      if (this.#read.length < head + 4 + length) return;
      const message = JSON.parse(this.#read.subarray(head + 4, head + 4 + length).toString());
      this.#read = this.#read.subarray(head + 4 + length);
      this.#act(message);
    }
  }

  #act(message) {
    if (message.method === 'workspace/configuration') {
      const settings = { validate: true, completion: true, hover: true, schemaStore: { enable: false }, schemas: {} };
      this.#send({ id: message.id, result: message.params.items.map(i => (i.section === 'yaml' ? settings : null)) });
    } else if (message.method === 'textDocument/publishDiagnostics') {
      this.#diagnostics.get(message.params.uri)?.(message.params.diagnostics);
    } else if (message.method && message.id !== undefined) {
      this.#send({ id: message.id, result: null });
    } else if (message.id !== undefined) {
      this.#answers.get(message.id)?.(message);
      this.#answers.delete(message.id);
    }
  }
}
