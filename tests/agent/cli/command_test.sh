#!/usr/bin/env bash
# The qoltanba command as a person or a script uses it: command_test.sh QOLTANBA DEMO_CA [MOST_MEMORY]
# MOST_MEMORY, in KiB, is for a file of any size; not measured where it is not given.
set -euo pipefail
qoltanba=$1 demo_ca=$2
most_memory=${3:-0} in_memory=$(dirname "$(realpath "$0")")/in_memory.py
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
  exits 0 "$qoltanba" verify --offline contract.txt.cms --anchors anchors
  sign $key contract.txt --detached -o detached.cms >/dev/null
  exits 0 "$qoltanba" verify --offline detached.cms --content contract.txt --anchors anchors
  printf '<a>text</a>' >document.xml
  sign $key document.xml --format xml >/dev/null
  exits 0 "$qoltanba" verify --offline document.xml.signed.xml --anchors anchors
done

printf 'Qwerty12\n' >password
# in_bounds STATUS ARGUMENTS…: the program ends so, in memory that does not grow with the file
in_bounds() {
  local expected=$1; shift
  exits "$expected" "$in_memory" "$most_memory" "$qoltanba" "$@" <password
  grep '^peak memory' err
}
# another_octet FILE PLACE: this octet of the file is another from now on
another_octet() { printf 'x' | dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }

say "a large file is signed and judged in pieces: the same to a verifier, in memory that does not grow with it"
truncate -s 300M large.bin
sha256=$(sha256sum large.bin | cut -d' ' -f1)
for key in person_gost person_signature_rsa; do
  for attach in "" --detached; do
    in_bounds 0 sign --offline --key "$(key_of $key)" --anchors anchors large.bin $attach -o large.cms
    in_bounds 0 verify --offline large.cms ${attach:+--content large.bin} --anchors anchors --json
    grep -q "\"signedOctets\": $((300 << 20))" out
    grep -q "\"signedSha256\": \"$sha256\"" out
  done
done
openssl cms -verify -noverify -binary -inform DER -in large.cms -content large.bin -out /dev/null
in_bounds 0 verify --offline large.cms --content large.bin --anchors anchors --output large.out
cmp large.bin large.out

say "one octet of a large content that is another fails, wherever the content stands"
in_bounds 0 sign --offline --key "$(key_of person_signature_rsa)" --anchors anchors large.bin -o attached.cms
openssl cms -verify -noverify -binary -inform DER -in attached.cms -out /dev/null
in_bounds 0 verify --offline attached.cms --anchors anchors --output large.out
cmp large.bin large.out
rm large.out
another_octet large.bin 200000000
in_bounds 1 verify --offline large.cms --content large.bin --anchors anchors --json --output large.out
grep -q HASH_FAILURE out
another_octet attached.cms 200000000
in_bounds 1 verify --offline attached.cms --anchors anchors --json --output large.out
grep -q HASH_FAILURE out
[ ! -e large.out ]
truncate -s 299M large.bin
in_bounds 1 verify --offline large.cms --content large.bin --anchors anchors
exits 1 "$qoltanba" verify --offline large.cms --content missing.bin --anchors anchors
grep -q file_not_found err
rm large.cms attached.cms

say "what openssl streams is judged in pieces too, and written as it was signed"
openssl pkcs12 -legacy -in "$(key_of person_signature_rsa)" -passin file:password -nodes -out streaming.pem 2>/dev/null
openssl cms -sign -binary -stream -nodetach -signer streaming.pem -inkey streaming.pem -in large.bin -outform DER -out streamed.cms
in_bounds 0 verify --offline streamed.cms --anchors anchors --json --output large.out
grep -q "\"signedOctets\": $((299 << 20))" out
cmp large.bin large.out
rm large.out
another_octet streamed.cms 200000000
in_bounds 1 verify --offline streamed.cms --anchors anchors --json --output large.out
grep -q HASH_FAILURE out
[ ! -e large.out ]
truncate -s 150M streamed.cms
exits 1 "$qoltanba" verify --offline streamed.cms --anchors anchors --json
grep -q FORMAT_FAILURE out
rm large.bin streamed.cms streaming.pem

say "files go into one container, another signer joins it, and a file that is changed in it breaks it"
printf 'an annex' >annex.txt
sign person_gost --format zip contract.txt annex.txt -o container.zip >/dev/null
exits 0 "$qoltanba" verify --offline container.zip --anchors anchors --json
[ "$(grep -c '"name": "\(contract\|annex\).txt"' out)" -eq 2 ]
sign person_signature_rsa --format zip container.zip -o both.zip >/dev/null
exits 0 "$qoltanba" verify --offline both.zip --anchors anchors --json
[ "$(grep -c '"signer"' out)" -eq 2 ]
sed 's/an annex/an Annex/' both.zip >changed.zip
exits 1 "$qoltanba" verify --offline changed.zip --anchors anchors
exits 105 "$qoltanba" sign --key "$(key_of person_gost)" contract.txt annex.txt

say "a second signer joins a CMS"
sign person_gost contract.txt.cms -o both.cms >/dev/null
exits 0 "$qoltanba" verify --offline both.cms --anchors anchors --json
[ "$(grep -c '"signer"' out)" -eq 2 ]

say "the report is kept as a page that stands by itself"
exits 0 "$qoltanba" verify --offline contract.txt.cms --anchors anchors --html report.html
grep -q 'TOTAL-PASSED' report.html
if grep -Eq '<script|https?://' report.html; then echo "the page reaches out"; exit 1; fi
exits 1 "$qoltanba" verify --offline contract.txt.cms --anchors anchors --html missing/folder/report.html

say "without the anchors it is undecided, after the end of the certificate too"
exits 2 "$qoltanba" verify --offline contract.txt.cms
exits 2 "$qoltanba" verify --offline contract.txt.cms --anchors anchors --at 2040-01-01

say "a detached signature without its content is undecided"
exits 2 "$qoltanba" verify --offline detached.cms --anchors anchors
grep -q 'Give the file\|document is needed' out
exits 2 "$qoltanba" verify --offline detached.cms --anchors anchors --json
grep -q '"content_missing"' out

say "the octets that were signed are written out, and nothing of a broken file"
exits 0 "$qoltanba" verify --offline contract.txt.cms --anchors anchors --output octets
cmp octets contract.txt
exits 0 "$qoltanba" verify --offline document.xml.signed.xml --anchors anchors --output octets
[ "$(cat octets)" = '<a>text</a>' ]
rm octets
sed 's/text/test/' document.xml.signed.xml >changed.xml
exits 1 "$qoltanba" verify --offline changed.xml --anchors anchors --output octets
[ ! -e octets ]
exits 1 "$qoltanba" verify --offline contract.txt.cms --anchors anchors --output missing/folder

# xmlsec1 and openssl sign here what this program would not: a part, and over SHA-1.
openssl pkcs12 -legacy -in "$(key_of person_signature_rsa)" -passin pass:Qwerty12 -nodes -nocerts -out key.pem
openssl pkcs12 -legacy -in "$(key_of person_signature_rsa)" -passin pass:Qwerty12 -clcerts -nokeys -out signer.pem
# xml_signed URI METHOD DIGEST: a document with the part #p
xml_signed() {
  cat >template.xml <<EOF
<doc><part Id="p">paid: 1</part><rest>anything</rest><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>
<CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><SignatureMethod Algorithm="$2"/>
<Reference URI="$1"><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></Transforms>
<DigestMethod Algorithm="$3"/><DigestValue/></Reference></SignedInfo><SignatureValue/>
<KeyInfo><X509Data><X509Certificate/></X509Data></KeyInfo></Signature></doc>
EOF
  xmlsec1 --sign --privkey-pem key.pem,signer.pem --id-attr:Id part --output signed.xml template.xml
}
rsa_sha256=http://www.w3.org/2001/04/xmldsig-more#rsa-sha256 sha256=http://www.w3.org/2001/04/xmlenc#sha256
rsa_sha1=http://www.w3.org/2000/09/xmldsig#rsa-sha1 sha1=http://www.w3.org/2000/09/xmldsig#sha1

say "a signature of a part is undecided and says so; with --part it is valid and names the part"
xml_signed '#p' $rsa_sha256 $sha256
exits 2 "$qoltanba" verify --offline signed.xml --anchors anchors
grep -q 'Covers: only a part of the document' out
grep -q 'Part: <part> #p' out
exits 0 "$qoltanba" verify --offline signed.xml --anchors anchors --part --output octets
grep -q 'VALID (TOTAL-PASSED)' out
grep -q 'Part: <part> #p' out
[ "$(cat octets)" = '<part Id="p">paid: 1</part>' ]
exits 0 "$qoltanba" verify --offline signed.xml --anchors anchors --part --json
grep -q '"wholeDocument": false' out

say "SHA-1, of a document or of its signature, leaves it undecided"
xml_signed '' $rsa_sha256 $sha256
exits 0 "$qoltanba" verify --offline signed.xml --anchors anchors
for methods in "$rsa_sha256 $sha1" "$rsa_sha1 $sha256"; do
  xml_signed '' $methods
  exits 2 "$qoltanba" verify --offline signed.xml --anchors anchors --json
  grep -q '"algorithm_outdated"' out
done
openssl cms -sign -nodetach -binary -md sha1 -in contract.txt -signer signer.pem -inkey key.pem -outform DER -out sha1.cms
exits 2 "$qoltanba" verify --offline sha1.cms --anchors anchors --json
grep -q '"algorithm_outdated"' out

say "a changed document is broken"
printf 'a Contract' >contract.txt
exits 1 "$qoltanba" verify --offline detached.cms --content contract.txt --anchors anchors
exits 1 "$qoltanba" verify --offline missing.cms

say "a wrong password, an expired key and a key to log in with do not sign"
exits 1 bash -c "printf 'wrong\n' | '$qoltanba' sign contract.txt --key '$(key_of person_gost)' --anchors anchors"
grep -q wrong_password err
exits 1 bash -c "printf 'Qwerty12\n' | '$qoltanba' sign contract.txt --key '$(key_of expired_person_gost)' --anchors anchors"
grep -q certificate_expired err
exits 1 bash -c "printf 'Qwerty12\n' | '$qoltanba' sign contract.txt --key '$(key_of person_authentication_rsa)' --anchors anchors"
grep -q certificate_purpose_mismatch err

say "what stands in a shared folder under the name of the output is not written through"
printf 'a contract' >contract.txt
printf 'mine' >victim
mkdir shared
cp contract.txt shared
ln -s "$PWD/victim" shared/contract.txt.cms
if chown -h 65534 shared/contract.txt.cms 2>/dev/null; then # only root can lay a link for somebody else
  sign person_gost shared/contract.txt >/dev/null
  printf 'mine' | cmp - victim
  [ ! -L shared/contract.txt.cms ]
  exits 0 "$qoltanba" verify --offline shared/contract.txt.cms --anchors anchors
fi

say "no output takes the key's place"
cp "$(key_of person_gost)" copy.p12
exits 1 bash -c "printf 'Qwerty12\n' | '$qoltanba' sign contract.txt --key copy.p12 -o ./copy.p12 --anchors anchors"
grep -q file_exists err
cmp copy.p12 "$(key_of person_gost)"

say "an output that is lost is told"
sign person_gost contract.txt -o whole.cms >/dev/null
exits 1 bash -c "'$qoltanba' keys list --key-folder keys >/dev/full"
exits 1 bash -c "'$qoltanba' verify --offline whole.cms --anchors anchors >/dev/full"

say "names that others chose give the terminal no orders"
mkdir medium
cp "$(key_of person_gost)" $'medium/key\e]0;owned\a\n.p12'
exits 0 "$qoltanba" keys list --key-folder medium
[ "$(wc -l <out)" -eq 1 ]
if grep -q $'[\e\a]' out; then echo "an escape sequence"; exit 1; fi

say "a folder of anchors is whole or refused"
mkdir more
cp anchors/* more
for file in more/*; do mv "$file" "${file%.*}.$(sed 's/.*/\U&/' <<<"${file##*.}")"; done
exits 0 "$qoltanba" verify --offline whole.cms --anchors more
ln -s nowhere more/company.crt
exits 1 "$qoltanba" verify --offline whole.cms --anchors more
grep -q 'malformed_certificate: .*company.crt' err
ln -sf company.crt more/company.crt
exits 1 "$qoltanba" verify --offline whole.cms --anchors more
grep -q 'malformed_certificate: .*company.crt' err

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
