#!/usr/bin/env bash
# qoltanba policy check and show, as an administrator uses them: policy_test.sh QOLTANBA POLICY_FOLDER
set -euo pipefail
qoltanba=$1 policy_folder=$2
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home LC_ALL=C.UTF-8
unset XDG_CONFIG_HOME XDG_STATE_HOME
cd "$home"

say() { echo "-- $1"; }
# exits STATUS command…: the command ends with this status
exits() {
  local expected=$1 status=0; shift
  "$@" >out 2>err || status=$?
  [ "$status" -eq "$expected" ] || { echo "expected $expected, got $status: $*"; cat out err; exit 1; }
}

say "the sample and an empty folder have no problem"
exits 0 "$qoltanba" policy check "$policy_folder/sample.json"
[ ! -s out ]
mkdir policy
exits 0 "$qoltanba" policy check policy
exits 1 "$qoltanba" policy check absent

say "each problem is told with its file and key, unknown keys too"
printf '{"port": 0, "colour": "blue"}' >policy/10-first.json
printf '{"language": "kz"' >policy/20-second.json
printf '{"allowedOrigins": ["https://egov.kz", "https://*.egov.kz"]}' >policy/30-third.json
exits 1 "$qoltanba" policy check policy
[ "$(wc -l <out)" -eq 4 ]
grep -q '^policy/10-first.json: port: .*1 to 65535' out
grep -q '^policy/10-first.json: colour: .*does not know' out
grep -q '^policy/20-second.json: .*damaged.*line 1' out
grep -q '^policy/30-third.json: allowedOrigins: .*https://\*.egov.kz' out

say "so is a file that is not read"
mkdir misnamed
printf '{"port": 14579}' | tee misnamed/10-bank misnamed/20-bank.json.dpkg-old >misnamed/30-bank.json
exits 1 "$qoltanba" policy check misnamed
[ "$(wc -l <out)" -eq 1 ]
grep -q '^misnamed/10-bank: .*\.json' out

say "in the person's language"
exits 1 env LC_ALL=kk_KZ.UTF-8 "$qoltanba" policy check policy/20-second.json
grep -q 'Саясат файлы бүлінген' out
exits 1 env LC_ALL=ru_RU.UTF-8 "$qoltanba" policy check policy/20-second.json
grep -q 'Файл политики повреждён' out

say "a hostile file writes nothing of its own to the terminal"
printf '{"\\u001b[31mred\\u202e": 1}' >hostile.json
exits 1 "$qoltanba" policy check hostile.json
if grep -q "$(printf '\033')" out; then echo "an escape sequence"; exit 1; fi

say "show names every key of the schema, its value and whose it is"
mkdir -m 700 config
printf '{"keyFolders": ["/srv/keys"], "blockedOrigins": ["https://spam.example"]}' >config/settings.json
chmod 600 config/settings.json
exits 0 "$qoltanba" policy show --config-dir config --json
python3 - out "$policy_folder/policy.schema.json" <<'EOF'
import json, sys
shown, schema = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:])
keys = {key for key in schema["properties"] if not key.startswith("$")}
assert set(shown) == keys, set(shown) ^ keys
for key, entry in shown.items():
    assert entry["source"] in ("default", "settings", "policy"), (key, entry)
    if entry["source"] == "default" and "default" in schema["properties"][key]:
        assert entry["value"] == schema["properties"][key]["default"], (key, entry)
assert shown["blockedOrigins"]["blockedByPerson"] == ["https://spam.example"]
if shown["keyFolders"]["source"] != "policy":
    assert shown["keyFolders"] == {"value": ["/srv/keys"], "source": "settings", "usualPlaces": True}
open("keys", "w").write("\n".join(sorted(keys)) + "\n")
EOF
exits 0 "$qoltanba" policy show --config-dir config
# One line for each key, and one more for the sites that the person blocked.
[ "$(wc -l <out)" -eq $(($(wc -l <keys) + 1)) ]
grep -q '^port  ' out
grep -q '^blockedOrigins  .*spam.example.*(settings)' out
echo "all as it should be"
