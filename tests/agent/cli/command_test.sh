#!/usr/bin/env bash
# The qoltanba command as a person or a script uses it: command_test.sh QOLTANBA DEMO_CA
set -euo pipefail
qoltanba=$1 demo_ca=$2
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home LC_ALL=C.UTF-8
unset XDG_CONFIG_HOME XDG_STATE_HOME
cd "$home"
"$demo_ca" --out . >/dev/null
key_of() { sed -n "/\"$1\"/{n;s/.*\"file\": \"\(.*\)\".*/\1/p}" keys.json; }

say() { echo "-- $1"; }
# exits STATUS command…: the command ends with this status
exits() {
  local expected=$1 status=0; shift
  "$@" >out 2>err || status=$?
  [ "$status" -eq "$expected" ] || { echo "expected $expected, got $status: $*"; cat out err; exit 1; }
}
sign() { local key=$1; shift; printf 'Qwerty12\n' | "$qoltanba" sign --key "$(key_of "$key")" --anchors anchors "$@"; }
printf 'a contract' >contract.txt

say "a signature of each format and family is valid"
for key in person_gost person_signature_rsa; do
  sign $key contract.txt >/dev/null
  exits 0 "$qoltanba" verify contract.txt.cms --anchors anchors
  sign $key contract.txt --detached -o detached.cms >/dev/null
  exits 0 "$qoltanba" verify detached.cms --content contract.txt --anchors anchors
  printf '<a>text</a>' >document.xml
  sign $key document.xml --format xml >/dev/null
  exits 0 "$qoltanba" verify document.xml.signed.xml --anchors anchors
done

say "a second signer joins a CMS"
sign person_gost contract.txt.cms -o both.cms >/dev/null
exits 0 "$qoltanba" verify both.cms --anchors anchors --json
[ "$(grep -c '"signer"' out)" -eq 2 ]

say "without the anchors it is undecided, after the end of the certificate too"
exits 2 "$qoltanba" verify contract.txt.cms
exits 2 "$qoltanba" verify contract.txt.cms --anchors anchors --at 2040-01-01

say "a changed document is broken"
printf 'a Contract' >contract.txt
exits 1 "$qoltanba" verify detached.cms --content contract.txt --anchors anchors
exits 1 "$qoltanba" verify missing.cms

say "a wrong password, an expired key and a key to log in with do not sign"
exits 1 bash -c "printf 'wrong\n' | '$qoltanba' sign contract.txt --key '$(key_of person_gost)' --anchors anchors"
grep -q wrong_password err
exits 1 bash -c "printf 'Qwerty12\n' | '$qoltanba' sign contract.txt --key '$(key_of expired_person_gost)' --anchors anchors"
grep -q certificate_expired err
exits 1 bash -c "printf 'Qwerty12\n' | '$qoltanba' sign contract.txt --key '$(key_of person_authentication_rsa)' --anchors anchors"
grep -q certificate_purpose_mismatch err

say "keys are listed"
exits 0 "$qoltanba" keys list --key-folder keys --json
[ "$(grep -c '"path"' out)" -eq "$(ls keys/*.p12 | wc -l)" ]

say "trust is installed, told and removed"
exits 1 "$qoltanba" trust status
exits 0 "$qoltanba" trust install
exits 0 "$qoltanba" trust status
certutil -d "sql:$home/.pki/nssdb" -L | grep -q Qoltanba
exits 0 "$qoltanba" trust remove
exits 1 "$qoltanba" trust status
if certutil -d "sql:$home/.pki/nssdb" -L | grep -q Qoltanba; then echo "left behind"; exit 1; fi
echo "all as it should be"
