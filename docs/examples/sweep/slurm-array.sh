#!/bin/sh
# A sweep as a Slurm job array: each task runs one shard.
#
#   job=$(sbatch --parsable slurm-array.sh scenario.json --over path.0.snat.addresses=1..16 --replications 10)
#   sbatch --dependency=afterok:$job --wrap 'npx fivetuple merge shard-*.log --json > sweep.json'
#
# A task that was requeued goes on from its log.
#SBATCH --job-name=fivetuple-sweep
#SBATCH --array=1-16
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --output=shard-%a.txt
set -eu
FIVETUPLE=${FIVETUPLE:-npx fivetuple}
task=$SLURM_ARRAY_TASK_ID

$FIVETUPLE sweep "$@" --shard "$task/$SLURM_ARRAY_TASK_COUNT" \
  --workers "${SLURM_CPUS_PER_TASK:-1}" --out "shard-$task.log"
