#!/usr/bin/env bash
# Tokens listed, watched, their PINs changed: tokens_test.sh QOLTANBA. SoftHSM's module comes from p11-kit's configuration.
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
