#!/bin/sh
# A sweep in shards under GNU parallel, one process a core.
#
#   sh parallel.sh SHARDS FOLDER SCENARIO --over PATH=VALUES [--over PATH=VALUES] [--replications R]
#
# Writes FOLDER/shard-N.log as runs end and FOLDER/sweep.json when all are over. Run it again after a kill: it goes on.
set -eu
FIVETUPLE=${FIVETUPLE:-npx fivetuple}
shards=$1
folder=$2
shift 2

mkdir -p "$folder"
seq "$shards" |
  parallel --halt now,fail=1 \
    "$FIVETUPLE sweep $* --shard {}/$shards --workers 1 --out $folder/shard-{}.log"
$FIVETUPLE merge "$folder"/shard-*.log --json > "$folder/sweep.json"
