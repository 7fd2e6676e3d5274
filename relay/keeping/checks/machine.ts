/** What the machine gives a relay. */
import { type Finding, ok, warning, wrong } from './finding.ts';

/** `wanted`: the version that the product brings, `26.10.0`. */
export function checkNode(running: string, wanted: string): Finding[] {
  const major = (version: string) => Number(version.split('.')[0]);
  if (major(running) >= major(wanted)) return [ok(`Node ${running}`)];
  return [wrong(`Node ${running} is too old`, `start with npm run, which brings Node ${wanted}`)];
}

/** Beside sockets: the database, Redis, files on their way, the log. */
const OTHER_FILES = 256;

/** `limits`: `/proc/self/limits`, which is empty where a system has none. Node raises its own limit to the hard one. */
export function checkOpenFiles(limits: string, maxSockets: number): Finding[] {
  const [, hard = ''] = /^Max open files\s+\S+\s+(\S+)/m.exec(limits) ?? [];
  if (!hard) return [];
  const needed = maxSockets + OTHER_FILES;
  if (hard === 'unlimited' || Number(hard) >= needed) return [ok(`${hard} files and sockets may be open at once`)];
  return [
    warning(
      `This user may have ${hard} files and sockets open, and MAX_SOCKETS is ${maxSockets}`,
      `raise the limit to ${needed} (ulimit -n, or LimitNOFILE of the service), or lower MAX_SOCKETS`,
    ),
  ];
}
