/** Whether the relay answers on this machine, or somebody else has its port. */

import { ask } from './asking.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';

export async function checkPort(host: string, port: number): Promise<Finding[]> {
  const isAny = host === '0.0.0.0' || host === '::';
  const address = `http://${isAny ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
  const { status, text, failure } = await ask(`${address}/health`);
  if (status === 200 && text.includes('"status":"ok"')) return [ok(`The relay answers at ${address}`)];
  if (failure === 'ECONNREFUSED') return [warning(`Nothing listens at ${address}`, 'start the relay (npm run relay)')];
  const what = failure ? `it says ${failure}` : `it answers ${status}`;
  return [
    wrong(`Something that is no relay listens at ${address} (${what})`, 'stop it, or give the relay another PORT'),
  ];
}
