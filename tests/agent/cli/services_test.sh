#!/usr/bin/env bash
# Time stamps, levels and revocation on the command line: services_test.sh QOLTANBA RESPONDERS [MOST_MEMORY]
# MOST_MEMORY, in KiB, is for the largest list; not measured where it is not given.
set -euo pipefail
qoltanba=$1 responders=$2 most_memory=${3:-0} in_memory=$(dirname "$(realpath "$0")")/in_memory.py
home=$(mktemp -d)
export HOME=$home LC_ALL=C.UTF-8
unset XDG_CONFIG_HOME XDG_STATE_HOME http_proxy https_proxy all_proxy
cd "$home"
coproc services { exec "$responders" --out .; }
services_id=$services_PID
trap 'kill "$services_id" 2>/dev/null || true; rm -rf "$home"' EXIT
read -r where <&"${services[0]}"
value() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<<"$where"; }
port=$(value url | sed 's/.*://')
key_of() { sed -n "/\"$1\"/{n;s/.*\"file\": \"\(.*\)\".*/\1/p}" keys.json; }

say() { echo "-- $1"; }
# exits STATUS command…: the command ends with this status
exits() {
  local expected=$1 status=0; shift
  "$@" >out 2>err || status=$?
  [ "$status" -eq "$expected" ] || { echo "expected $expected, got $status: $*"; cat out err; exit 1; }
}
# The services do as this JSON says from now on.
control() {
  exec 4<>"/dev/tcp/127.0.0.1/$port"
  printf 'POST /control HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s' \
    "${#1}" "$1" >&4
  grep -q ' 200 ' <&4 || { echo "the services do not take $1"; exit 1; }
  exec 4>&-
}
forget() { rm -rf "$home/.local/state/qoltanba/revocation"; }
sign() { local key=$1; shift; printf 'Qwerty12\n' | "$qoltanba" sign --key "$(key_of "$key")" --anchors anchors --proxy none "$@"; }
level_is() { exits 0 "$qoltanba" verify --offline --anchors anchors --json "$@"; grep -q "\"level\": \"$level\"" out || { cat out; exit 1; }; }
printf 'a contract' >contract.txt
tsa_of() { case $1 in *rsa) value tspRsa ;; *) value tspGost ;; esac; }

for key in person_gost person_signature_rsa; do
  tsa=$(tsa_of $key)
  say "$key: each level is reached at once, and step by step"
  for level in T LT LTA; do
    exits 0 sign $key contract.txt --level "${level,,}" --tsa "$tsa" -o once.cms
    level_is once.cms
  done
  exits 0 sign $key contract.txt -o steps.cms
  for level in T LT LTA; do
    exits 0 "$qoltanba" stamp steps.cms --level "${level,,}" --anchors anchors --tsa "$tsa" --proxy none
    level_is steps.cms
  done
  say "$key: --time-stamp is level T, detached too"
  level=T
  exits 0 sign $key contract.txt --time-stamp --tsa "$tsa" --detached -o detached.cms
  level_is detached.cms --content contract.txt
  level=LTA
  exits 1 "$qoltanba" stamp detached.cms --level lta --anchors anchors --tsa "$tsa" --proxy none
  exits 0 "$qoltanba" stamp detached.cms --level lta --content contract.txt --anchors anchors --tsa "$tsa" --proxy none
  level_is detached.cms --content contract.txt
done

say "a large file, attached and detached, reaches each level at once and step by step"
truncate -s 20M large.bin
tsa=$(value tspGost)
for attach in "" --detached; do
  content=${attach:+--content large.bin}
  for level in T LT LTA; do
    exits 0 sign person_gost large.bin $attach --level "${level,,}" --tsa "$tsa" -o large.cms
    level_is large.cms $content
  done
  exits 0 sign person_gost large.bin $attach -o large.cms
  chmod 640 large.cms
  for level in T LT LTA; do
    exits 0 "$qoltanba" stamp large.cms $content --level "${level,,}" --anchors anchors --tsa "$tsa" --proxy none
    level_is large.cms $content
  done
  [ "$(stat -c %a large.cms)" = 640 ]
done
exits 1 "$qoltanba" stamp large.cms --level lta --anchors anchors --tsa "$tsa" --proxy none
printf x | dd of=large.bin bs=1 seek=12345678 conv=notrunc status=none
exits 1 "$qoltanba" verify --offline --anchors anchors large.cms --content large.bin
rm large.cms

say "a large one that openssl streamed is lifted too, and is DER then"
key=person_signature_rsa
openssl pkcs12 -legacy -in "$(key_of $key)" -passin pass:Qwerty12 -nodes -out streaming.pem 2>/dev/null
openssl cms -sign -binary -cades -stream -nodetach -signer streaming.pem -inkey streaming.pem -in large.bin -outform DER -out streamed.cms
for level in T LT LTA; do
  exits 0 "$qoltanba" stamp streamed.cms --level "${level,,}" --anchors anchors --tsa "$(tsa_of $key)" --proxy none
  level_is streamed.cms
done
[ "$(od -An -tx1 -N2 streamed.cms)" = " 30 84" ]  # a definite length, in four octets
openssl cms -verify -noverify -binary -inform DER -in streamed.cms -out large.out
cmp large.bin large.out
rm large.bin large.out streamed.cms streaming.pem

say "PEM stays PEM, base64 stays base64"
sign person_gost contract.txt -o plain.cms >/dev/null
{ echo '-----BEGIN CMS-----'; base64 plain.cms; echo '-----END CMS-----'; } >plain.pem
base64 -w0 plain.cms >plain.b64
level=T
for file in plain.pem plain.b64; do
  exits 0 "$qoltanba" stamp $file --anchors anchors --tsa "$(value tspGost)" --proxy none
  level_is $file
done
grep -q -- '-----BEGIN CMS-----' plain.pem
if grep -q -- '-----BEGIN' plain.b64; then echo "base64 became PEM"; exit 1; fi

say "a wrong time stamp goes into no file"
cp plain.cms kept.cms
for fault in wrong_nonce wrong_imprint other_policy damaged_signature expired_authority refused garbage status_500; do
  control "{\"route\": \"tsp\", \"fault\": \"$fault\"}"
  exits 1 "$qoltanba" stamp plain.cms --anchors anchors --tsa "1.2.398.3.3.2.6.4=$(value tspGost)" --proxy none
  cmp plain.cms kept.cms
  exits 1 sign person_gost contract.txt --time-stamp --tsa "1.2.398.3.3.2.6.4=$(value tspGost)" -o none.cms
  [ ! -e none.cms ]
done
control '{"reset": true}'

say "where no service can be reached the time stamp comes later"
nobody=http://127.0.0.1:1/tsp
exits 1 sign person_gost contract.txt --time-stamp --tsa $nobody -o later.cms
[ ! -e later.cms ]
exits 0 sign person_gost contract.txt --time-stamp --later --tsa $nobody -o later.cms
grep -q 'comes later' out
level=B
level_is later.cms
exits 1 "$qoltanba" stamp --pending --anchors anchors --tsa $nobody --proxy none
exits 0 "$qoltanba" stamp --pending --anchors anchors --tsa "$(value tspGost)" --proxy none
grep -q later.cms out
level=T
level_is later.cms
exits 0 "$qoltanba" stamp --pending --anchors anchors --tsa "$(value tspGost)" --proxy none
[ ! -s out ]

say "a large one that waits is detached, or is told to be"
truncate -s 70M large.bin
exits 0 sign person_gost large.bin --detached --time-stamp --later --tsa $nobody -o later.cms
exits 0 "$qoltanba" stamp --pending --anchors anchors --tsa "$(value tspGost)" --proxy none
level_is later.cms --content large.bin
exits 1 sign person_gost large.bin --time-stamp --later --tsa $nobody -o attached.cms
grep -q too_large err
[ ! -e attached.cms ]
rm large.bin

say "a second service takes the place of a silent first"
exits 0 sign person_gost contract.txt --time-stamp --tsa $nobody --tsa "$(value tspGost)" -o second.cms
level_is second.cms

say "a revoked key does not sign unless that is wanted"
serial=$(openssl pkcs12 -in "$(key_of person_signature_rsa)" -passin pass:Qwerty12 -nokeys -legacy 2>/dev/null |
  openssl x509 -noout -serial | sed 's/serial=//' | tr A-F a-f)
control "{\"revoke\": \"$serial\"}"
forget
exits 1 sign person_signature_rsa contract.txt -o revoked.cms
grep -q certificate_revoked err
[ ! -e revoked.cms ]
exits 0 sign person_signature_rsa contract.txt --allow-revoked -o revoked.cms
exits 0 sign person_signature_rsa contract.txt --offline -o revoked.cms
control '{"reset": true}'

say "who cannot learn whether a key was revoked is told, and signs"
forget
for route in ocsp crl; do control "{\"route\": \"$route\", \"fault\": \"status_500\"}"; done
exits 0 sign person_gost contract.txt -o unknown.cms
grep -q '^! Whether the certificate was revoked could not be checked' out
exits 0 sign person_gost contract.txt --offline -o unknown.cms
if grep -q '^!' out; then cat out; exit 1; fi
control '{"reset": true}'

say "a list of twenty megabytes is read, kept and used again"
forget
control '{"route": "ocsp", "fault": "status_500"}'
control '{"route": "crl", "fault": "twenty_megabytes"}'
exits 0 sign person_gost contract.txt -o large.cms
if grep -q '^!' out; then cat out; exit 1; fi
[ "$(du -sm .local/state/qoltanba/revocation | cut -f1)" -ge 20 ]
for kept in .local/state/qoltanba/revocation/*; do
  [ "$(stat -c %s "$kept")" -lt 20000000 ] || cp "$kept" large.crl
done
control '{"route": "crl", "fault": "status_500"}'
exits 0 sign person_gost contract.txt -o large.cms
if grep -q '^!' out; then cat out; exit 1; fi

say "it takes a bounded memory to judge such a list, and to judge a signature by it"
exits 0 "$in_memory" "$most_memory" "$qoltanba" verify --offline --anchors anchors large.crl
grep '^peak memory' err
exits 0 "$in_memory" "$most_memory" "$qoltanba" verify --offline --anchors anchors --crl large.crl large.cms
grep '^peak memory' err
control '{"reset": true}'

say "a verdict waits no longer than it was told for evidence that comes without end"
exits 0 sign person_gost contract.txt --offline -o judged.cms
forget
exits 0 "$qoltanba" verify --anchors anchors --json judged.cms
grep -q '"state": "good"' out
forget
for route in ocsp crl; do control "{\"route\": \"$route\", \"fault\": \"slow\"}"; done
# 60 seconds, where each answer would take hours.
exits 0 timeout 60 "$qoltanba" verify --anchors anchors --json --evidence-timeout 2 judged.cms
grep -q '"code": "revocation_unavailable"' out
grep -q "http://127.0.0.1:$port/ocsp/: network_timed_out; http://127.0.0.1:$port/crl/nca_gost_demo.crl: network_timed_out" out
exits 0 timeout 60 "$qoltanba" verify --anchors anchors --evidence-timeout 1 judged.cms
grep -q "not known (http://127.0.0.1:$port/ocsp/: network_timed_out" out
exits 105 "$qoltanba" verify --evidence-timeout 0 judged.cms
control '{"reset": true}'

say "what does not go together is told"
exits 105 sign person_gost contract.txt --format xml --level t
exits 106 "$qoltanba" stamp
exits 1 "$qoltanba" stamp contract.txt --anchors anchors --proxy none
exits 1 sign person_gost contract.txt --tsa ftp://tsp.example
echo "services: all held"
