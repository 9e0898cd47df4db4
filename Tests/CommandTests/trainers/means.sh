#!/bin/sh
# A trainer that needs nothing but a shell and awk: predicts each task's mean over the training rows, drawn towards the mean of
# the job's other tasks, if they are of one kind. TRAINER_FAULT says what goes wrong, in jobs of more than one task.
set -eu
fault=${TRAINER_FAULT:-none}
first=$KINDRED_JOB/called
many=$(printf '%s\n' "$KINDRED_TARGETS" | wc -l)
echo "training on $KINDRED_DATA with seed $KINDRED_SEED"
if [ "$many" -gt 1 ] || [ "${TRAINER_FAULT_ALONE:-no}" = yes ]; then
  case $fault in
    once) if [ ! -e "$first" ]; then : > "$first"; echo "a hiccup" >&2; exit 75; fi ;;
    fails) echo "no such optimiser: adamm" >&2; exit 3 ;;
    hangs) sleep 1000 & sleep 1000 ;;
    killed) kill -KILL $$ ;;
  esac
fi
awk -F, -v OFS=, -v targets="$KINDRED_TARGETS" -v fault="$fault" -v many="$many" -v type="$KINDRED_TASK_TYPE" '
  BEGIN { count = split(targets, name, "\n") }
  NR == 1 {
    for (i = 1; i <= NF; i++) column[$i] = i
    line = "id"
    for (t = 1; t <= count; t++) line = line OFS name[t]
    print line
    next
  }
  $column["split"] == "train" {
    for (t = 1; t <= count; t++) if ($column[name[t]] != "") { sum[t] += $column[name[t]]; n[t]++ }
  }
  $column["split"] == "test" { tests[++rows] = $column["id"] }
  END {
    for (t = 1; t <= count; t++) if (n[t]) { all += sum[t] / n[t]; known++ }
    drawn = type == "mixed" ? 0 : 3
    if (fault == "half" && many > 1) rows = int(rows / 2)
    for (r = 1; r <= rows; r++) {
      line = tests[r]
      for (t = 1; t <= count; t++) {
        value = (sum[t] + drawn * all / known) / (n[t] + drawn)
        if (fault == "nan" && many > 1 && r == rows && t == 2) value = "nan"
        line = line OFS value
      }
      print line
    }
  }' "$KINDRED_DATA" > "$KINDRED_PREDICTIONS.part"
mv "$KINDRED_PREDICTIONS.part" "$KINDRED_PREDICTIONS"
