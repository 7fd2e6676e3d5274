type Cluster = {
  url: string;
  exampleUrl: string;
  operators: string[];
  relays: { url: string; pid: number | undefined }[];
};

export function welcome({ url, exampleUrl, operators, relays }: Cluster): string {
  return `
A cluster of ${relays.length} relays is running.

  Betting site   ${exampleUrl}
  Inbox          ${url}/inbox
${operators.map((operator) => `                 ${operator}`).join('\n')}
  Balancer       ${url}
${relays.map((relay, n) => `  Relay ${n + 1}        ${relay.url}   (process ${relay.pid})`).join('\n')}

Try this: write something on the betting site, answer it from the inbox, and in the middle of it end a relay with
kill -9 ${relays[0]?.pid}: both screens go on through the others, and the relay is started again. Ctrl-C ends everything.
`;
}
