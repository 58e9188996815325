#!/usr/bin/env bash
# Tokens listed, watched, their PINs changed: tokens_test.sh QOLTANBA DEMO_CA. SoftHSM's module comes from p11-kit's configuration.
set -euo pipefail
qoltanba=$1
home=$(mktemp -d)
watcher=
trap '[ -z "$watcher" ] || kill "$watcher" 2>/dev/null || true; rm -rf "$home"' EXIT
export HOME=$home LC_ALL=C.UTF-8 SOFTHSM2_CONF=$home/softhsm2.conf
cd "$home"
mkdir tokens
printf 'directories.tokendir = %s\nlog.level = ERROR\n' "$home/tokens" >"$SOFTHSM2_CONF"

say() { echo "-- $1"; }
exits() { # STATUS command…, its standard input is $answer
  local expected=$1 status=0; shift
  printf '%b' "$answer" | "$@" >out 2>err || status=$?
  [ "$status" -eq "$expected" ] || { echo "expected $expected, got $status: $*"; cat out err; exit 1; }
}
says() { grep -q -F -- "$1" out err || { echo "no '$1' in:"; cat out err; exit 1; }; }
answer=

say "without a token its PIN cannot be changed"
exits 1 "$qoltanba" pin change --token KAZTOKEN
says token_not_present

say "a token is listed with its storage and the state of its PIN"
softhsm2-util --init-token --free --label KAZTOKEN --so-pin 12345678 --pin 123456 >/dev/null
exits 0 "$qoltanba" tokens list --json
python3 - <<'PYTHON'
import json
token = next(t for t in json.load(open("out")) if t["name"] == "KAZTOKEN")
assert token["storage"] == "AKKaztokenStore" and token["pin"] == "ready" and token["pinSet"], token
assert token["module"] == "libsofthsm2.so" and token["certificates"] == [], token
PYTHON
exits 0 "$qoltanba" tokens list
says 'KAZTOKEN'

say "its PIN is changed with lines of standard input; a wrong one is told and seen in the list"
answer='123456\n222222\n'
exits 0 "$qoltanba" pin change --token KAZTOKEN
exits 1 "$qoltanba" pin change --token KAZTOKEN
says wrong_pin
exits 0 "$qoltanba" tokens list --json
says '"pin": "few-tries"'

say "the administrator's code sets it anew, another one does not"
answer='11111111\n333333\n'
exits 1 "$qoltanba" pin unblock --token KAZTOKEN
says wrong_puk
answer='12345678\n333333\n'
exits 0 "$qoltanba" pin unblock --token KAZTOKEN
answer='333333\n444444\n'
exits 0 "$qoltanba" pin change --token KAZTOKEN

say "watch writes a line of JSON at once"
"$qoltanba" tokens watch --json >watched &
watcher=$!
for _ in $(seq 100); do [ -s watched ] && break; sleep 0.1; done
head -n 1 watched | python3 -c 'import json, sys; assert any(t["name"] == "KAZTOKEN" for t in json.load(sys.stdin))'

say "a key is made on the token: its request is signed there, and its certificate written beside it"
demo_ca=$2
person=(--common-name 'ТЕСТОВ ТЕСТ' --iin 123456789011)
for family in rsa ecdsa-p256; do
  answer='444444\n'
  exits 0 "$qoltanba" keys generate --family "$family" "${person[@]}" --token KAZTOKEN --out requests --json
  request=$(sed -n 's/.*"request": "\(.*\)".*/\1/p' out)
  [ "$(find requests -type f | wc -l)" -eq 1 ]
  openssl req -in "$request" -verify -noout >judged 2>&1
  grep -q 'verify OK' judged
  "$demo_ca" --out "ca-$family" --request "$request" >/dev/null
  issued=$(find "ca-$family/issued" -name '*.cer')
  exits 0 "$qoltanba" keys import "$issued" --token KAZTOKEN --anchors "ca-$family/anchors"
  says 123456789011
  rm -r requests
done
exits 0 "$qoltanba" tokens list --json
python3 - <<'PYTHON'
import json
token = next(t for t in json.load(open("out")) if t["name"] == "KAZTOKEN")
assert len(token["certificates"]) == 2, token
PYTHON

say "a certificate of another key is written nowhere, and a wrong PIN makes nothing"
answer='444444\n'
other=$(find ca-rsa/keys -name 'RSA256_*.p12' | head -n 1)
openssl pkcs12 -legacy -in "$other" -passin pass:Qwerty12 -nokeys -clcerts -out other.pem 2>/dev/null ||
  openssl pkcs12 -in "$other" -passin pass:Qwerty12 -nokeys -clcerts -out other.pem
exits 1 "$qoltanba" keys import other.pem --token KAZTOKEN
says key_does_not_match_certificate
answer='000000\n'
exits 1 "$qoltanba" keys generate --family rsa "${person[@]}" --token KAZTOKEN --out requests
says wrong_pin
[ ! -e requests ]
answer=
exits 1 "$qoltanba" keys generate --family rsa "${person[@]}" --token NOBODY --out requests
says token_not_present
