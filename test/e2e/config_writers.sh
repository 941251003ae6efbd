#!/usr/bin/env bash
# config_writers.sh KPP: the program itself, many times at once and killed in the middle, on one kubeconfig.
set -u
kpp=$1
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
export HOME=$folder KUBECONFIG=$folder/config KUBERC=off
fail() { echo "FAILED: $*" >&2; exit 1; }
count() { "$kpp" config get-clusters | tail -n +2 | grep -c "$1"; }

# Fifty writers at once: all succeed, nothing is lost, no lock stays.
writers=()
for i in $(seq 50); do "$kpp" config set-cluster "c$i" --server="https://$i.example.test" > /dev/null & writers+=($!); done
for writer in "${writers[@]}"; do wait "$writer" || fail "a writer ended with $?"; done
[ "$(count '^c')" = 50 ] || fail "of 50 clusters $(count '^c') are left"
[ ! -e config.lock ] || fail "a lock stays"

# Writers killed at any moment: the file stays whole, and the next one is not kept out.
padding=$(head -c 100000 /dev/zero | tr '\0' x)
"$kpp" config set-credentials big --token="$padding" > /dev/null || fail "no room for a large file"
for i in $(seq 40); do
  "$kpp" config set-cluster "k$i" --server="https://$i.example.test" > /dev/null 2>&1 & writer=$!
  sleep "0.00$((i % 10))"
  kill -KILL "$writer" 2> /dev/null
  wait "$writer" 2> /dev/null
  [ "$("$kpp" config view --raw -o jsonpath='{.users[0].user.token}' | wc -c)" = 100000 ] || fail "the file is not whole"
done
start=$SECONDS
"$kpp" config set-cluster last > /dev/null || fail "a lock was left that stops the next one"
[ $((SECONDS - start)) -lt 2 ] || fail "the next writer had to wait"
[ "$(count '^c')" = 50 ] || fail "clusters were lost"

# kubectl's lock, empty and fresh, is another's; an old one was left behind.
touch config.lock
"$kpp" config use-context x > /dev/null 2>&1 && fail "no such context"
"$kpp" config set current-context x > out 2>&1 && fail "another's lock was taken"
grep -q "^error: open $folder/config.lock: file exists\$" out || fail "a lock in the way is told as $(cat out)"
touch -d '-5 minutes' config.lock
"$kpp" config set current-context x > /dev/null || fail "a lock left behind is in the way"
[ ! -e config.lock ] || fail "a lock stays"
echo "config_writers: nothing was lost"
