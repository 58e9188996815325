#!/usr/bin/env bash
# `qoltanba verify` on every signature, container, time stamp, OCSP response and list of the fixtures: the exit
# status and the indication that the two tables have: fixtures_test.sh QOLTANBA FIXTURES TABLES
set -euo pipefail
qoltanba=$1 fixtures=$2 tables=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work LC_ALL=C.UTF-8
unset XDG_CONFIG_HOME XDG_STATE_HOME
mkdir "$work/test" "$work/own"
cp "$fixtures"/ca/test/{nca_gost2022_test.cer,nca_gost_test.crt,nca_rsa_test.crt,root_test_gost_2022.cer} "$work/test"
cp "$fixtures/xml/ncalayerrs_test_gost512.cer.pem" "$work/own"
judged=0

# judge ANCHORS MOMENT EXPECTED FILE OPTIONS…
judge() {
  local anchors=$1 moment=$2 expected=$3 file=$4 status=0 wanted=2; shift 4
  case $expected in TOTAL-PASSED*) wanted=0 ;; TOTAL-FAILED*) wanted=1 ;; esac
  "$qoltanba" verify --offline --json --anchors "$work/$anchors" --at "$moment" "$fixtures/$file" "$@" >"$work/out" || status=$?
  local said
  said=$(python3 -c 'import json, sys
report = json.load(open(sys.argv[1]))
print(" ".join(filter(None, [report["indication"], report.get("subIndication")])))' "$work/out")
  if [ "$status" -ne "$wanted" ] || [ "$said" != "$expected" ]; then
    echo "$file at $moment: expected $wanted, $expected; got $status, $said"; cat "$work/out"; exit 1
  fi
  judged=$((judged + 1))
}

trim() { sed 's/^ *//; s/ *$//' <<<"$1"; }

while IFS='|' read -r file anchors moment evidence expected _; do
  [[ -z $file || $file == \#* ]] && continue
  file=$(trim "$file") moment=$(trim "$moment") evidence=$(trim "$evidence") anchors=$(trim "$anchors")
  # The command's clock is the machine's, and it always trusts the national anchors too.
  [[ $moment == "at "* && $anchors != national ]] || continue
  options=()
  [[ $file == *detached* ]] && options+=(--content "$fixtures/cms/skarm_individual_document.txt")
  case $evidence in
    -) ;;
    part) options+=(--part) ;;
    *.crl) options+=(--crl "$fixtures/crl/$evidence") ;;
    *) options+=(--ocsp "$fixtures/ocsp/$evidence") ;;
  esac
  [[ $anchors == own ]] || anchors=test
  judge "$anchors" "${moment#at }" "$(trim "$expected")" "$file" "${options[@]}"
done <"$tables/validation.txt"

while IFS='|' read -r file moment given expected; do
  [[ -z $file || $file == \#* ]] && continue
  given=$(trim "$given") options=()
  case $given in
    -) ;;
    crl/*) options+=(--crl "$fixtures/$given") ;;
    *) python3 -c 'import sys; sys.stdout.buffer.write(bytes.fromhex(sys.argv[1]))' "$given" >"$work/content"
       options+=(--content "$work/content") ;;
  esac
  judge test "$(trim "$moment")" "$(trim "$expected")" "$(trim "$file")" "${options[@]}"
done <"$tables/judged_files.txt"

[ "$judged" -ge 25 ] || { echo "only $judged rows were judged"; exit 1; }
echo "$judged judgements, all as the tables say"
