"""The relations of every pair of tasks in NumPy and SciPy: the oracle of a test and the baseline of a benchmark.

    relations.py PANEL.csv[.gz] --targets GLOB ... [--task-column T] [--ignore ID ...] [--first-tasks N]

Computes what docs/relations.md defines from the raw file, in double precision, with no code of the project; every row of
a task is used. Prints relations.csv to stdout and the processor seconds of the computation (not of reading) to stderr.
"""

import argparse
import csv
import fnmatch
import gzip
import itertools
import sys
import time

import numpy as np
from scipy.spatial.distance import cdist
from scipy.stats import rankdata


def read(arguments):
    opener = gzip.open if arguments.panel.endswith(".gz") else open
    with opener(arguments.panel, "rt", newline="") as file:
        header, *rows = csv.reader(file)
    arguments.targets = [name for name in header if any(fnmatch.fnmatchcase(name, glob) for glob in arguments.targets)]
    left_out = set(arguments.targets) | set(arguments.ignore) | {arguments.task_column}
    place = {name: index for index, name in enumerate(header)}
    inputs = [place[name] for name in header if name not in left_out]
    features = np.array([[float(row[i]) for i in inputs] for row in rows])
    numeric = ~np.isin(features, (0, 1)).all(axis=0)
    scale = features[:, numeric].std(axis=0)
    features[:, numeric] = (features[:, numeric] - features[:, numeric].mean(axis=0)) / np.where(scale > 0, scale, 1)
    tasks = []
    if arguments.task_column:
        target = place[arguments.targets[0]]
        names = [row[place[arguments.task_column]] for row in rows]
        labels = np.array([float(row[target]) for row in rows])
        for name in dict.fromkeys(names):
            measured = np.array([k for k, other in enumerate(names) if other == name])
            tasks.append((name, measured, labels[measured]))
    else:
        for name in arguments.targets:
            measured = np.array([k for k, row in enumerate(rows) if row[place[name]] != ""])
            tasks.append((name, measured, np.array([float(rows[k][place[name]]) for k in measured])))
    return features, tasks


def squared_distances(x, y, is_binary):
    """Differences squared and added; for 0/1 rows the same whole numbers from one product of matrices."""
    if not is_binary:
        return cdist(x, y, "sqeuclidean")
    return x.sum(axis=1)[:, None] + y.sum(axis=1) - 2 * (x @ y.T)


def axes(rows):
    centred = rows - rows.mean(axis=0)
    values, vectors = np.linalg.eigh(centred.T @ centred)
    values, vectors = np.append(np.maximum(values[::-1], 0), 0), vectors[:, ::-1].T
    found = []
    for k in range(min(3, len(vectors))):
        before = values[k - 1] - values[k] if k else np.inf
        is_unique = min(values[k], before, values[k] - values[k + 1]) > 1e-6 * values[0]
        found.append(vectors[k] if is_unique else None)
    return found


def nearest(squares):
    """The ascending squares of each row's five nearest columns, infinite where there are fewer."""
    padding = np.full((len(squares), max(5 - squares.shape[1], 0)), np.inf)
    padded = np.hstack((squares, padding))
    return np.sort(np.partition(padded, 4, axis=1)[:, :5], axis=1)


def cross_link(own_a, own_b, cross):
    """The j-th nearest of the other task is a neighbour if nearer than the (6 - j)-th of the own; a comes first in ties."""
    from_a, from_b = nearest(cross), nearest(cross.T)
    links = (from_a < own_a[:, ::-1]).sum() + ((from_b <= own_b[:, ::-1]) & np.isfinite(from_b)).sum()
    rows = sum(cross.shape)
    return links / (rows * min(5, rows - 1))


def label_relations(rows_a, y_a, rows_b, y_b, is_wide):
    classes = [set(np.unique(y)) <= {0, 1} for y in (y_a, y_b)]
    rarer = [min(y.mean(), 1 - y.mean()) for y in (y_a, y_b)]
    correlation = np.nan
    if is_wide:
        shared, in_a, in_b = np.intersect1d(rows_a, rows_b, return_indices=True)
        if len(shared) >= 20 and y_a[in_a].std() > 0 and y_b[in_b].std() > 0:
            correlation = np.corrcoef(y_a[in_a], y_b[in_b])[0, 1]
    same = classes[0] == classes[1]
    variances = sorted((y_a.var(), y_b.var()))
    return [
        correlation,
        abs(y_a.mean() - y_b.mean()) if same else np.nan,
        variances[0] / variances[1] if same and variances[1] > 0 else np.nan,
        abs(rarer[0] - rarer[1]) if all(classes) else np.nan,
    ]


def relations(features, tasks, is_wide):
    inputs = [features[rows] for _, rows, _ in tasks]
    is_binary = np.isin(features, (0, 1)).all()
    within = [squared_distances(x, x, is_binary) for x in inputs]
    own = [nearest(d + np.diag(np.full(len(d), np.inf))) for d in within]
    intra = [np.sqrt(d).sum() / (len(d) * (len(d) - 1)) for d in within]
    means = [x.mean(axis=0) for x in inputs]
    lengths = [np.linalg.norm(x, axis=1, keepdims=True) for x in inputs]
    units = [(x / np.where(s > 0, s, 1)).mean(axis=0) for x, s in zip(inputs, lengths)]
    principal = [axes(x) for x in inputs]
    for a, b in itertools.combinations(range(len(tasks)), 2):
        n_a, n_b = len(inputs[a]), len(inputs[b])
        squares = squared_distances(inputs[a], inputs[b], is_binary)
        d_a, d_b, d_ab = intra[a], intra[b], np.sqrt(squares).mean()
        ranks = rankdata(np.vstack((inputs[a], inputs[b])), axis=0)
        cosines = [abs(u @ v) for u, v in zip(principal[a], principal[b]) if u is not None and v is not None]
        shared = len(np.intersect1d(tasks[a][1], tasks[b][1])) if is_wide else 0
        geometric = np.sqrt(d_a * d_b)
        yield tasks[a][0], tasks[b][0], *(
            [n_a + n_b, n_a / (n_a + n_b), n_b / (n_a + n_b), abs(n_a - n_b) / (n_a + n_b)]
            + [d_a, d_b, d_ab, abs(d_a - d_b) / (d_a + d_b), abs(d_a - d_b) / geometric, d_ab / (d_a + d_b)]
            + [d_ab / geometric, 2 * d_ab - d_a - d_b, np.linalg.norm(means[a] - means[b]), units[a] @ units[b]]
            + [np.mean(cosines) if cosines else np.nan]
            + [np.abs(ranks[:n_a].mean(axis=0) - ranks[n_a:].mean(axis=0)).mean()]
            + [cross_link(own[a], own[b], squares)]
            + [shared / (n_a + n_b - shared), shared / n_a, shared / n_b, shared]
            + [(n_b - shared) / n_a, (n_a - shared) / n_b]
            + label_relations(tasks[a][1], tasks[a][2], tasks[b][1], tasks[b][2], is_wide)
        )


NAMES = (
    "data_size data_ratio_a data_ratio_b size_gap intra_distance_a intra_distance_b cross_distance intra_gap_sum "
    "intra_gap_geometric cross_ratio_sum cross_ratio_geometric energy_distance mean_gap cosine_similarity "
    "pca_alignment rank_divergence cross_link sample_overlap containment_a containment_b shared_rows extra_rows_a "
    "extra_rows_b label_correlation label_mean_gap label_variance_ratio imbalance_gap"
).split()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("panel")
    parser.add_argument("--task-column")
    parser.add_argument("--targets", nargs="+", required=True)
    parser.add_argument("--ignore", nargs="*", default=[])
    parser.add_argument("--first-tasks", type=int)
    arguments = parser.parse_args()
    features, tasks = read(arguments)
    start = time.process_time()
    table = list(relations(features, tasks[: arguments.first_tasks], not arguments.task_column))
    seconds = time.process_time() - start
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["task_a", "task_b"] + NAMES)
    for a, b, *values in table:
        writer.writerow([a, b] + ["" if np.isnan(x) else repr(float(x)) for x in values])
    print(seconds, file=sys.stderr)


if __name__ == "__main__":
    main()
