/** What lets WebSockets through, for the web servers that usually stand in front of a relay. */
export type Advice = { name: string; text: string };

export const PROXIES: readonly Advice[] = [
  {
    name: 'nginx',
    text: `proxy_http_version 1.1;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection "upgrade";
proxy_set_header Host $host;
proxy_read_timeout 75s;`,
  },
  { name: 'Apache 2.4.47+', text: 'ProxyPass "/" "http://127.0.0.1:4000/" upgrade=websocket timeout=75' },
  { name: 'HAProxy', text: 'timeout tunnel 75s' },
  { name: 'Caddy', text: 'reverse_proxy 127.0.0.1:4000' },
  { name: 'Cloudflare', text: 'Network → WebSockets: on' },
];
