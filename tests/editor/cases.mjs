// ¦ is where the cursor stands; the labels must be among what the server offers there.
// A line that ends with "# wrong" must be marked, and no other line.
const head = `title: Orders
load:
  http: { target: shop, path: / }
  rate: 100/s
duration: 30s
`;
const tail = `steadyState: [error_rate < 1%]
slo: [error_rate < 1%]
`;
const fault = 'fault: { type: latency, target: shop, delay: 1s }\n';
const whole = `${head}${fault}${tail}`;
const shop = `services:
  shop: { command: [java, -jar, shop.jar] }
`;
const targets = 'targets: { shop: { service: shop, through: proxy } }\n';

export const completions = [
  ['scenario', `title: x\n¦`, ['load', 'duration', 'fault', 'faults', 'steadyState', 'slo', 'ledger']],
  ['scenario', `load:\n  ¦`, ['http', 'websocket', 'rate', 'users', 'timeout', 'script']],
  ['scenario', `load:\n  http:\n    ¦`, ['target', 'path', 'method', 'headers', 'body', 'expect', 'id']],
  ['scenario', `load:\n  http:\n    method: ¦`, ['GET', 'POST', 'PUT', 'DELETE']],
  ['scenario', `load:\n  websocket:\n    ¦`, ['target', 'path', 'message', 'answer']],
  ['scenario', `load:\n  websocket:\n    answer:\n      ¦`, ['id']],
  ['scenario', `load:\n  - name: a\n    ¦`, ['http', 'rate']],
  ['scenario', `duration:\n  ¦`, ['warmup', 'baseline', 'fault', 'recovery']],
  ['scenario', `fault:\n  type: ¦`, ['latency', 'partition', 'pod-kill', 'redis-flush']],
  ['scenario', `fault:\n  type: latency\n  ¦`, ['target', 'delay', 'jitter', 'direction']],
  ['scenario', `fault:\n  type: latency\n  direction: ¦`, ['responses', 'requests', 'both']],
  ['scenario', `faults:\n  - type: latency\n    ¦`, ['name', 'at', 'for', 'delay']],
  ['scenario', `recovery:\n  ¦`, ['over', 'stable']],
  ['scenario', `ledger:\n  find:\n    ¦`, ['http', 'target']],
  ['scenario', `probes:\n  hours:\n    ¦`, ['http', 'target', 'every']],
  ['environment', `title: x\n¦`, ['services', 'targets', 'drivers', 'guard', 'messages']],
  ['environment', `services:\n  shop:\n    ¦`, ['command', 'artifact', 'type', 'port', 'environment', 'ready', 'restart']],
  ['environment', `services:\n  shop:\n    restart: ¦`, ['always', 'never']],
  ['environment', `targets:\n  shop:\n    ¦`, ['service', 'url', 'through', 'kubernetes']],
  ['environment', `guard:\n  ¦`, ['namespaces', 'hosts', 'window', 'maxPods']],
];

export const mistakes = [
  ['scenario', `${whole}titel: x # wrong\n`],
  ['scenario', `${whole}recovery: { ower: 3s } # wrong\n`],
  ['scenario', `${whole}tags: { a: b } # wrong\n`],
  ['scenario', `${whole}links: [{ a: b }] # wrong\n`],
  ['scenario', `${whole}ledger: yes # wrong\n`],
  ['scenario', `${whole}probes: [a] # wrong\n`],
  ['scenario', `${whole.replace('fault: {', 'fault: { dealy: 2s,').replace('delay: 1s }', 'delay: 1s } # wrong')}`],
  ['scenario', `${whole.replace('type: latency', 'type: latencies').replace('delay: 1s }', 'delay: 1s } # wrong')}`],
  ['scenario', `${whole.replace(', delay: 1s }', ' } # wrong')}`],
  ['scenario', `${whole.replace('delay: 1s }', 'delay: 1s, direction: back } # wrong')}`],
  ['scenario', `${whole.replace('target: shop, path: / }', 'target: shop } # wrong')}`],
  ['scenario', `${whole.replace('path: / }', 'path: /, method: FETCH } # wrong')}`],
  ['scenario', `${whole.replace('path: / }', 'path: /, headers: [a] } # wrong')}`],
  ['scenario', `${whole.replace('duration: 30s', 'duration: { fault: 30s, cooldown: 3s } # wrong')}`],
  ['environment', `${shop}${targets}driver: { latency: proxy } # wrong\n`],
  ['environment', `${shop}${targets}drivers: [proxy] # wrong\n`],
  ['environment', `${shop.replace('shop.jar] }', 'shop.jar], restart: sometimes } # wrong')}${targets}`],
  ['environment', `${shop.replace('shop.jar] }', 'shop.jar], reddy: x } # wrong')}${targets}`],
  ['environment', `${shop}targets: { shop: { service: shop, trough: proxy } } # wrong\n`],
  ['environment', `${shop}${targets}guard: { namespace: [a] } # wrong\n`],
];

export const valid = [
  ['scenario', whole],
  ['scenario', whole.replace('fault: {', 'faults:\n  - {')],
  ['scenario', `${whole}recovery: { over: 3s, stable: 3s }\ntags: [a, b]\n`],
  ['environment', `${shop}${targets}drivers: { latency: proxy, load: auto }\n`],
];
