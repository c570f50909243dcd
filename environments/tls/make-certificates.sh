#!/bin/sh
# Makes an authority of this machine's own and a certificate of it for localhost, both for 90 days, in target/tls of the
# project: what environments/tls.yaml needs. They are made anew if they are there. Needs OpenSSL 1.1.1 or newer.
set -eu
cd "$(dirname "$0")/../.."
folder=target/tls
mkdir -p "$folder"
umask 077
openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=Holograph test authority" \
  -keyout "$folder/ca.key" -out "$folder/ca.pem" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj "/CN=localhost" -keyout "$folder/front.key" -out "$folder/front.csr" 2>/dev/null
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >"$folder/front.ext"
openssl x509 -req -days 90 -in "$folder/front.csr" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" -CAcreateserial \
  -extfile "$folder/front.ext" -out "$folder/front.pem" 2>/dev/null
echo "made $folder/ca.pem, $folder/front.pem and $folder/front.key"
