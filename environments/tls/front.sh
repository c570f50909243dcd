#!/bin/sh
# Runs nginx with TLS 1.3 before the renderer: front.sh PORT RENDERER FOLDER, with the renderer as host:port.
set -eu
port=$1 renderer=$2 folder=$3
certificates=$PWD/target/tls
mkdir -p "$folder"
cat >"$folder/nginx.conf" <<CONF
daemon off;
worker_processes 1;
pid $folder/nginx.pid;
error_log stderr;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path $folder/body;
  proxy_temp_path $folder/proxy;
  fastcgi_temp_path $folder/fastcgi;
  uwsgi_temp_path $folder/uwsgi;
  scgi_temp_path $folder/scgi;
  map \$http_upgrade \$connection_header { default upgrade; '' ''; }
  server {
    listen 127.0.0.1:$port ssl;
    ssl_protocols TLSv1.3;
    ssl_certificate $certificates/front.pem;
    ssl_certificate_key $certificates/front.key;
    ssl_session_cache shared:tls:1m;
    location / {
      proxy_pass http://$renderer;
      proxy_http_version 1.1;
      proxy_set_header Host \$http_host;
      proxy_set_header Upgrade \$http_upgrade;
      proxy_set_header Connection \$connection_header;
      proxy_next_upstream off;
      proxy_read_timeout 1h;
    }
  }
}
CONF
exec nginx -p "$folder" -e stderr -c "$folder/nginx.conf"
