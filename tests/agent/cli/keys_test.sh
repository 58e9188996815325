#!/usr/bin/env bash
# Keys made, certified, imported and used: keys_test.sh QOLTANBA DEMO_CA
set -euo pipefail
qoltanba=$1 demo_ca=$2
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home LC_ALL=C.UTF-8
unset XDG_CONFIG_HOME XDG_STATE_HOME
cd "$home"

say() { echo "-- $1"; }
# exits STATUS command…: the command ends with this status; its standard input is one line, $answer
exits() {
  local expected=$1 status=0; shift
  printf '%s\n' "$answer" | "$@" >out 2>err || status=$?
  [ "$status" -eq "$expected" ] || { echo "expected $expected, got $status: $*"; cat out err; exit 1; }
}
value() { sed -n "s/.*\"$1\": \"\(.*\)\".*/\1/p" out; }
person=(--common-name 'ТЕСТОВ ТЕСТ' --surname ТЕСТОВ --iin 123456789011 --patronymic ТЕСТОВИЧ)
answer=Qwerty12

say "a key and its request are made for this user alone, the key under its password"
exits 0 "$qoltanba" keys generate "${person[@]}" --purpose 1.2.398.3.3.4.1.1 --out new --json
gost_key=$(value key) gost_request=$(value request)
[[ $gost_key == "$home"/new/GOST512_*.key && $gost_request == "${gost_key%.key}.csr" ]]
[ "$(stat -c %a new "$gost_key" "$gost_request" | xargs)" = '700 600 600' ]
exits 0 "$qoltanba" keys generate --family rsa --use authentication "${person[@]}" --email test@example.kz --out new --json
rsa_key=$(value key) rsa_request=$(value request)
[[ $rsa_key == "$home"/new/AUTH_RSA256_*.key ]]
openssl rsa -in "$rsa_key" -passin pass:Qwerty12 -check -noout >out 2>&1
openssl req -in "$rsa_request" -verify -noout -text -nameopt utf8 >out 2>&1
for asked in 'verify OK' 'CN=ТЕСТОВ ТЕСТ, SN=ТЕСТОВ, serialNumber=IIN123456789011, C=KZ, GN=ТЕСТОВИЧ' \
             'Digital Signature, Key Encipherment' 'TLS Web Client Authentication' 'email:test@example.kz'; do
  grep -q "$asked" out
done
exits 0 "$qoltanba" keys generate --family rsa "${person[@]}" --out new --json
signature_request=$(value request)
exits 0 "$qoltanba" keys generate --family ecdsa-p256 "${person[@]}" --out new --json
openssl req -in "$(value request)" -verify -noout >out 2>&1
grep -q 'verify OK' out

say "the paths told are whole and without detours, whatever form the folder was given in"
for form in . ./ ./forms forms/ ./forms/. forms/../forms// "$home/./forms/"; do
  exits 0 "$qoltanba" keys generate --family ecdsa-p256 "${person[@]}" --out "$form" --json
  [[ $(value key) == "$home"/@(forms/|)[A-Z]*_*.key && $(value request) == "$home"/@(forms/|)[A-Z]*_*.csr ]]
  [[ $(value key) != */./* && -f $(value key) && -f $(value request) ]]
done
exits 0 "$qoltanba" keys request --key "./forms/.//$(basename "$(ls forms/*.key | head -1)")" --json
[[ $(value request) == "$home"/forms/[A-Z]*.csr ]]
rm -r forms ./*.key ./*.csr

say "no page is offered a key that waits"
exits 0 "$qoltanba" keys list --key-folder new
[ ! -s out ]

say "a password that breaks the rule, or none, makes nothing, and neither does a wrong name"
answer=qwerty12
exits 1 "$qoltanba" keys generate "${person[@]}" --out none
grep -q password_too_simple err
grep -q '6 to 32 characters' err
exits 1 env LC_ALL=ru_RU.UTF-8 "$qoltanba" keys generate "${person[@]}" --out none
grep -q 'от 6 до 32 знаков' err
answer=
exits 1 "$qoltanba" keys generate "${person[@]}" --out none
grep -q canceled err
answer=Qwerty12
exits 1 "$qoltanba" keys generate --common-name A --iin 12345 --out none
grep -q certificate_subject_wrong err
[ ! -e none ]

say "a request is made again, for the same or for somebody else"
before=$(sha256sum "$rsa_request")
exits 0 "$qoltanba" keys request --key "$rsa_key"
[ "$(cat out)" = "$rsa_request" ]
openssl req -in "$rsa_request" -verify -noout -text -nameopt utf8 >out 2>&1
grep -q 'CN=ТЕСТОВ ТЕСТ, SN=ТЕСТОВ' out
grep -q 'email:test@example.kz' out
[ "$(sha256sum "$rsa_request")" = "$before" ] # RSA signatures of one request are the same
exits 0 "$qoltanba" keys request --key "$rsa_key" --common-name 'ДРУГОЙ' --out other --json
openssl req -in "$(value request)" -noout -subject -nameopt utf8 | grep -q 'CN=ДРУГОЙ'

say "a request never takes the key's own place, and names that are not UTF-8 are told all the same"
cp "$rsa_key" new/odd.csr
exits 1 "$qoltanba" keys request --key new/odd.csr --common-name 'ТЕСТОВ'
grep -q file_exists err
cmp "$rsa_key" new/odd.csr
rm new/odd.csr
exits 0 "$qoltanba" keys generate "${person[@]}" --out $'odd\xff' --json
exits 0 "$qoltanba" keys request --key "$(echo $'odd\xff'/*.key)" --json

say "the demonstration authority certifies; the certificate finds its key by itself"
"$demo_ca" --out demo --request "$gost_request" --request "$rsa_request" --request "$signature_request" >/dev/null
gost=$(basename "$gost_key" .key) rsa=$(basename "$rsa_key" .key) signature=$(basename "$signature_request" .csr)
exits 0 "$qoltanba" keys import --json --key-folder demo --key-folder new "demo/issued/$gost.cer"
[ "$(value path)" = "$home/new/$gost.p12" ]
grep -q '"subject": "CN=ТЕСТОВ ТЕСТ,' out
[ "$(stat -c %a "new/$gost.p12")" = 600 ]
[ ! -e "$gost_key" ] && [ ! -e "$gost_request" ]

say "a wrong password or a certificate of another key changes nothing"
answer=Qwerty13
exits 1 "$qoltanba" keys import "demo/issued/$rsa.cer" --key-folder new
grep -q wrong_password err
answer=Qwerty12
exits 1 "$qoltanba" keys import "demo/issued/$rsa.cer" --key "new/$signature.key"
grep -q key_does_not_match_certificate err
exits 1 "$qoltanba" keys import demo/anchors/nca_rsa_demo.cer --key-folder new
grep -q waiting_key_not_found err
exits 1 "$qoltanba" keys import demo/README.txt --key-folder new
grep -q malformed_certificate err
[ -e "$rsa_key" ] && [ ! -e "new/$rsa.p12" ]

say "a chain in PEM is taken, and a file that stands there is not overwritten"
{ openssl x509 -inform DER -in demo/anchors/nca_rsa_demo.cer; openssl x509 -inform DER -in "demo/issued/$rsa.cer"; } >chain.pem
printf 'mine' >"new/$rsa.p12"
exits 1 "$qoltanba" keys import chain.pem --key-folder new
grep -q file_exists err
[ "$(cat "new/$rsa.p12")" = mine ] && [ -e "$rsa_key" ]
rm "new/$rsa.p12"
exits 0 "$qoltanba" keys import chain.pem --key-folder new --anchors demo/anchors
grep -q 'ТЕСТОВ ТЕСТ' out
openssl pkcs12 -in "new/$rsa.p12" -passin pass:Qwerty12 -nodes -info -out rsa.pem 2>out
grep -q 'MAC: sha256, Iteration 600000' out
openssl rsa -in rsa.pem -check -noout >/dev/null

say "the layout of the national authority's own files is written on demand"
exits 0 "$qoltanba" keys import "demo/issued/$signature.cer" --key "new/$signature.key" --layout national
openssl pkcs12 -legacy -in "new/$signature.p12" -passin pass:Qwerty12 -nodes -info -out rsa.pem 2>out
grep -q 'pbeWithSHA1And40BitRC2-CBC, Iteration 1024' out

say "the new keys are listed with their holder's name, and sign"
exits 0 "$qoltanba" keys list --key-folder new --json
[ "$(grep -c '"path"' out)" -eq 3 ]
[ "$(grep -c '"name": "ТЕСТОВ ТЕСТ"' out)" -eq 3 ]
grep -q '"kind": "gost-2015"' out
grep -q '"role": "Individual"' out
printf 'a contract' >contract.txt
for key in "$gost" "$signature"; do
  exits 0 "$qoltanba" sign contract.txt --key "new/$key.p12" --anchors demo/anchors -o "$key.cms"
  exits 0 "$qoltanba" verify "$key.cms" --anchors demo/anchors
done

say "a key file in use asks for a certificate again, and its certificate goes into another folder"
exits 0 "$qoltanba" keys request --key "new/$gost.p12" --out again
"$demo_ca" --out later --request "again/$gost.csr" >/dev/null
exits 1 "$qoltanba" keys import "later/issued/$gost.cer" --key "new/$gost.p12"
grep -q file_exists err
exits 0 "$qoltanba" keys import "later/issued/$gost.cer" --key "new/$gost.p12" --out again
exits 0 "$qoltanba" sign contract.txt --key "again/$gost.p12" --anchors later/anchors -o later.cms
exits 0 "$qoltanba" verify later.cms --anchors later/anchors
[ -e "new/$gost.p12" ]
echo "all as it should be"
