"""Morgan fingerprints (radius 2, 1024 bits) of a table's SMILES, in the form of ../shared/data/*_ecfp1024.csv.gz.

    python3 Benchmarks/python/fingerprints.py ../shared/data/tdc_admet22.csv.gz tdc_admet22_ecfp1024.csv.gz

Needs rdkit. Rows whose SMILES it does not read are left out.
"""

import csv
import gzip
import sys

from rdkit import Chem, RDLogger
from rdkit.Chem import rdFingerprintGenerator

RDLogger.DisableLog("rdApp.*")


def main(source, target, bits=1024):
    generator = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=bits)
    opened = gzip.open(source, "rt") if source.endswith(".gz") else open(source)
    with opened as lines, gzip.open(target, "wt", compresslevel=4) as out:
        rows = csv.DictReader(lines)
        tasks = [name for name in rows.fieldnames if name != "smiles"]
        writer = csv.writer(out)
        writer.writerow(["id"] + [f"fp{k}" for k in range(bits)] + tasks)
        for number, row in enumerate(rows):
            molecule = Chem.MolFromSmiles(row["smiles"])
            if molecule is None:
                continue
            writer.writerow([number] + list(generator.GetFingerprint(molecule).ToList()) + [row[name] for name in tasks])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
