/** What nginx needs to know to be a balancer for relays. As a file, for containers or to copy from: nginx.conf. */
export type NginxOptions = {
  /** A port, with or without an address. */
  listen: string;
  /** Host and port of each. */
  relays: string[];
  /** A folder of its own: its configuration, and what it has to put on disk. */
  folder: string;
};

export function nginxConf({ listen, relays, folder }: NginxOptions): string {
  const servers = relays.map((relay) => `    server ${relay} max_fails=1 fail_timeout=2s;`);
  return `pid ${folder}/nginx.pid;
error_log stderr error;
worker_processes 1;
events { worker_connections 4096; }

http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;

  # No stickiness: any relay may answer anything, and a page may use several.
  upstream relays {
    least_conn;
${servers.join('\n')}
    keepalive 16;
  }

  # A socket asks to be upgraded; everything else keeps its line to the relay open.
  map $http_upgrade $connection_wanted {
    default upgrade;
    '' '';
  }

  server {
    listen ${listen};
    server_name _;

    location / {
      proxy_pass http://relays;
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_wanted;
      proxy_set_header Host $http_host;
      # What a visitor put into this header is thrown away; the relays believe it from here on (TRUST_PROXY).
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;

      # Files have up to 10 MB.
      client_max_body_size 11m;

      # Both sides speak at least every 20 seconds, and a silent line is given up after 50.
      proxy_read_timeout 75s;
      proxy_send_timeout 75s;
      # A relay that is gone, or closing (503), is passed over. A POST that a relay has seen is not repeated here.
      proxy_connect_timeout 2s;
      proxy_next_upstream error timeout http_503;
      proxy_next_upstream_tries ${relays.length};
    }
  }
}
`;
}
