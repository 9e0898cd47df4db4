#!/usr/bin/env python3
"""XGBoost as a trainer for Kindred.

    kindred run PANEL --study DIR --trainer 'python trainer-xgboost.py {job}'

The tasks of a job share one model: a row comes once for each task that it is measured for, and the task is a feature. With
--multi-output trees have one output a task instead, and only rows that all of the job's tasks measure can train. Needs: pip install
xgboost pandas
"""
import argparse
import json
import pathlib

import numpy
import pandas
import xgboost

parser = argparse.ArgumentParser()
parser.add_argument("job", type=pathlib.Path)
parser.add_argument("--multi-output", action="store_true")
parser.add_argument("--rounds", type=int, default=400)
parser.add_argument("--patience", type=int, default=30)
parser.add_argument("--depth", type=int, default=4)
parser.add_argument("--learning-rate", type=float, default=0.1)
parser.add_argument("--threads", type=int, default=1)
options = parser.parse_args()

job = json.loads((options.job / "job.json").read_text())
data = pandas.read_csv(options.job / "data.csv")
features = numpy.load(options.job / "features.npy").astype("float32")
split = data["split"].to_numpy()
row_weight = data[job["weights"]].to_numpy() if job.get("weights") else numpy.ones(len(data))
predictions = pandas.DataFrame({"id": data["id"][split == "test"]})


def stacked(tasks, targets, part):
    """One row a label of a part: features and task, target, weight."""
    inputs, outputs, weights = [], [], []
    for number, task in enumerate(tasks):
        rows = numpy.flatnonzero((split == part) & ~numpy.isnan(targets[task]))
        if len(rows) == 0:
            continue
        inputs.append(with_task(rows, number, len(tasks)))
        outputs.append(targets[task][rows])
        # Every task counts the same, or every labelled cell.
        share = 1 / len(rows) if job["objective"] == "tasks" else 1.0
        weights.append(row_weight[rows] * share)
    if not inputs:
        return None
    weight = numpy.concatenate(weights)
    return xgboost.DMatrix(numpy.vstack(inputs), numpy.concatenate(outputs), weight=weight / weight.mean())


def with_task(rows, number, count):
    if count == 1:
        return features[rows]
    tasks = numpy.zeros((len(rows), count), dtype="float32")
    tasks[:, number] = 1
    return numpy.hstack([features[rows], tasks])


def complete(tasks, targets, part):
    """Rows of a part that all tasks measure, one output a task."""
    table = numpy.column_stack([targets[task] for task in tasks])
    rows = numpy.flatnonzero((split == part) & ~numpy.isnan(table).any(axis=1))
    return xgboost.DMatrix(features[rows], table[rows], weight=row_weight[rows]) if len(rows) else None


def fit(tasks, kind):
    """Trains one model on tasks of a kind and fills in their predictions."""
    targets, scale = {}, {}
    for task in tasks:
        values = data[task].to_numpy(dtype=float)
        known = values[(split == "train") & ~numpy.isnan(values)]
        mean, deviation = (known.mean(), known.std() or 1.0) if kind == "regression" and len(known) else (0.0, 1.0)
        targets[task], scale[task] = (values - mean) / deviation, (mean, deviation)
    parts = complete if options.multi_output and len(tasks) > 1 else stacked
    train, validation = parts(tasks, targets, "train"), parts(tasks, targets, "val")
    model = xgboost.train(
        {
            "objective": "reg:squarederror" if kind == "regression" else "binary:logistic",
            "eta": options.learning_rate,
            "max_depth": options.depth,
            "tree_method": "hist",
            "seed": job["seed"],
            "nthread": options.threads,
            **({"multi_strategy": "multi_output_tree"} if parts is complete else {}),
        },
        train,
        options.rounds,
        evals=[(validation, "val")] if validation is not None else [],
        early_stopping_rounds=options.patience if validation is not None else None,
        verbose_eval=False,
    )
    best = (0, model.best_iteration + 1) if validation is not None else (0, 0)
    test = numpy.flatnonzero(split == "test")
    for number, task in enumerate(tasks):
        if parts is complete:
            values = model.predict(xgboost.DMatrix(features[test]), iteration_range=best)[:, number]
        else:
            values = model.predict(xgboost.DMatrix(with_task(test, number, len(tasks))), iteration_range=best)
        mean, deviation = scale[task]
        predictions[task] = values * deviation + mean


for kind in ("regression", "classification"):
    tasks = [task for task, its in zip(job["tasks"], job["kinds"]) if its == kind]
    if tasks:
        fit(tasks, kind)
predictions.to_csv(options.job / "predictions.csv", index=False)
