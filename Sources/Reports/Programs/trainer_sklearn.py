#!/usr/bin/env python3
"""scikit-learn as a trainer for Kindred: one random forest a job.

    kindred run PANEL --study DIR --trainer 'python trainer-sklearn.py {job}'

A row comes once for each task of the job that it is measured for, and the task is a feature; put any other model that takes weights in
the place of the forests. Rows for early stopping train too, as forests do not stop. Needs: pip install scikit-learn pandas
"""
import argparse
import json
import pathlib

import numpy
import pandas
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

parser = argparse.ArgumentParser()
parser.add_argument("job", type=pathlib.Path)
parser.add_argument("--trees", type=int, default=100)
parser.add_argument("--threads", type=int, default=1)
options = parser.parse_args()

job = json.loads((options.job / "job.json").read_text())
data = pandas.read_csv(options.job / "data.csv")
features = numpy.load(options.job / "features.npy").astype("float32")
is_test = (data["split"] == "test").to_numpy()
row_weight = data[job["weights"]].to_numpy() if job.get("weights") else numpy.ones(len(data))
predictions = pandas.DataFrame({"id": data["id"][is_test]})


def with_task(rows, number, count):
    tasks = numpy.zeros((len(rows), count if count > 1 else 0), dtype="float32")
    tasks[:, number : number + 1] = 1
    return numpy.hstack([features[rows], tasks])


def fit(tasks, kind):
    """Trains one model on tasks of a kind and fills in their predictions."""
    inputs, outputs, weights, scale = [], [], [], []
    for number, task in enumerate(tasks):
        values = data[task].to_numpy(dtype=float)
        rows = numpy.flatnonzero(~is_test & ~numpy.isnan(values))
        known = values[rows]
        scale.append((known.mean(), known.std() or 1.0) if kind == "regression" and len(known) else (0.0, 1.0))
        inputs.append(with_task(rows, number, len(tasks)))
        outputs.append((known - scale[-1][0]) / scale[-1][1])
        # Every task counts the same, or every labelled cell.
        weights.append(row_weight[rows] * (1 / max(len(rows), 1) if job["objective"] == "tasks" else 1))
    forest = RandomForestRegressor if kind == "regression" else RandomForestClassifier
    model = forest(options.trees, min_samples_leaf=2, max_features="sqrt", random_state=job["seed"], n_jobs=options.threads)
    model.fit(numpy.vstack(inputs), numpy.concatenate(outputs), numpy.concatenate(weights))
    test = numpy.flatnonzero(is_test)
    for number, task in enumerate(tasks):
        rows = with_task(test, number, len(tasks))
        if kind == "regression":
            predictions[task] = model.predict(rows) * scale[number][1] + scale[number][0]
        else:
            # A fold may have seen one class only.
            predictions[task] = model.predict_proba(rows) @ model.classes_


for kind in ("regression", "classification"):
    tasks = [task for task, its in zip(job["tasks"], job["kinds"]) if its == kind]
    if tasks:
        fit(tasks, kind)
predictions.to_csv(options.job / "predictions.csv", index=False)
