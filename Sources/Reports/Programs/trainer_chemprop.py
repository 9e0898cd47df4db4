#!/usr/bin/env python3
"""chemprop 2 (D-MPNN) as a trainer for Kindred.

    kindred run PANEL --study DIR --objective cells --trainer 'python trainer-chemprop.py {job} --epochs 30'

What follows {job} goes to `chemprop train` as it stands. Chemprop trains one kind of task at a time, so a job of both trains two models.
It minimises one mean over labelled cells: --objective cells. Needs: pip install chemprop
"""
import argparse
import json
import pathlib
import sys

import numpy
import pandas
from chemprop.cli.main import main

parser = argparse.ArgumentParser()
parser.add_argument("job", type=pathlib.Path)
options, more = parser.parse_known_args()

job = json.loads((options.job / "job.json").read_text())
data = pandas.read_csv(options.job / "data.csv")
if not job["smiles"]:
    sys.exit("the panel has no column of SMILES; name one with --smiles-columns")
is_test = data["split"] == "test"
sides = numpy.load(options.job / job["bounds"]) if job.get("bounds") else None
predictions = pandas.DataFrame({"id": data["id"][is_test]})

for kind in ("regression", "classification"):
    tasks = [task for task, its in zip(job["tasks"], job["kinds"]) if its == kind]
    if not tasks:
        continue
    # Every test row, and the rows with a label of these tasks: chemprop would train on empty ones too.
    table = data[is_test | data[tasks].notna().any(axis=1)].copy()
    # Chemprop computes metrics of the test rows, which have no targets here: any number will do.
    for task in tasks:
        table.loc[table["split"] == "test", task] = table.loc[table["split"] == "train", task].median()
    more_here = list(more)
    if sides is not None and kind == "regression":
        # Chemprop reads bounds by their sign and counts them where they are violated.
        for task in tasks:
            side = pandas.Series(sides[:, job["tasks"].index(task)], index=data.index)[table.index]
            side[table["split"] == "test"] = 0
            sign = side.map({1.0: ">", -1.0: "<", 0.0: ""})
            table[task] = [mark + ("" if pandas.isna(value) else str(value)) for mark, value in zip(sign, table[task])]
        more_here = ["--loss-function", "bounded-mse"] + more_here
    folder = options.job / "out" / kind
    folder.mkdir(parents=True)
    columns = job["smiles"] + tasks + ([job["weights"]] if job.get("weights") else []) + ["split"]
    table[columns].to_csv(folder / "data.csv", index=False)
    sys.argv = ["chemprop", "train", "-q", "--data-path", str(folder / "data.csv"), "--task-type", kind]
    sys.argv += ["--smiles-columns", *job["smiles"], "--target-columns", *tasks, "--splits-column", "split"]
    sys.argv += ["--weight-column", job["weights"]] if job.get("weights") else []
    sys.argv += ["--pytorch-seed", str(job["seed"]), "--output-dir", str(folder / "model"), *more_here]
    main()
    predicted = pandas.read_csv(folder / "model" / "model_0" / "test_predictions.csv")
    if len(predicted) != len(predictions):
        sys.exit(f"chemprop predicted {len(predicted)} of {len(predictions)} rows")
    for task in tasks:
        predictions[task] = predicted[task].to_numpy()
predictions.to_csv(options.job / "predictions.csv", index=False)
