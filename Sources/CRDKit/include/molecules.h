// Molecules from SMILES by RDKit, behind C: no exception and no C++ type leaves this target. Built without the package
// trait RDKit, kindred_rdkit_version() is NULL and nothing can be parsed.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parsed and sanitised molecule without explicit hydrogens.
typedef struct kindred_molecule kindred_molecule;

/// Why a SMILES gave no molecule.
enum kindred_smiles_status {
  KINDRED_SMILES_READ = 0,
  KINDRED_SMILES_EMPTY = 1,
  KINDRED_SMILES_SYNTAX = 2,
  KINDRED_SMILES_VALENCE = 3,
  KINDRED_SMILES_AROMATICITY = 4,
  KINDRED_SMILES_REACTION = 5,
  KINDRED_SMILES_TOO_LARGE = 6,
  KINDRED_SMILES_FAILED = 7,
};

/// Molecules with more heavy atoms, and SMILES with more bytes, are refused.
enum { KINDRED_MAX_ATOMS = 1000, KINDRED_MAX_SMILES_BYTES = 10000 };

enum kindred_atom_flags { KINDRED_ATOM_AROMATIC = 1, KINDRED_ATOM_IN_RING = 2 };

/// One heavy atom; `hybridisation` and `chirality` are RDKit's numbers.
typedef struct kindred_atom {
  uint8_t element;
  uint8_t degree;
  int8_t charge;
  uint8_t hydrogens;
  uint8_t hybridisation;
  uint8_t chirality;
  uint8_t radicals;
  uint8_t flags;
} kindred_atom;

enum kindred_bond_flags { KINDRED_BOND_AROMATIC = 1, KINDRED_BOND_IN_RING = 2, KINDRED_BOND_CONJUGATED = 4 };

/// One bond between two atoms; `order` and `stereo` are RDKit's numbers (1 single, 2 double, 3 triple, 12 aromatic).
typedef struct kindred_bond {
  uint16_t begin;
  uint16_t end;
  uint8_t order;
  uint8_t stereo;
  uint8_t flags;
  uint8_t unused;
} kindred_bond;

/// RDKit's version, or NULL where it was not built in.
const char *kindred_rdkit_version(void);

/// Silences RDKit's own log, once for the process.
void kindred_rdkit_silence(void);

/// Parses a SMILES (a name behind it is ignored); NULL with the reason in `status`. Thread-safe.
///
/// `fragments` receives how many the SMILES had; with `largest` the one of most heavy atoms is kept (ties: greater mass,
/// then the first SMILES in byte order).
kindred_molecule *kindred_molecule_parse(const char *smiles, int32_t largest, int32_t *fragments, int32_t *status);
void kindred_molecule_free(kindred_molecule *molecule);

/// Gives back a text.
void kindred_free(void *text);

/// Canonical isomeric SMILES, to be given back with kindred_free; NULL on failure.
char *kindred_molecule_smiles(const kindred_molecule *molecule);

/// The Bemis-Murcko scaffold's SMILES without stereo, empty where there is no ring; to be given back with
/// kindred_free.
char *kindred_molecule_scaffold(const kindred_molecule *molecule);

int32_t kindred_molecule_atom_count(const kindred_molecule *molecule);
int32_t kindred_molecule_bond_count(const kindred_molecule *molecule);

/// Writes all atoms and all bonds; 0 on success.
int32_t kindred_molecule_graph(const kindred_molecule *molecule, kindred_atom *atoms, kindred_bond *bonds);

/// The Morgan environments up to `radius`, hashed to `bits`: writes the first `capacity` bits that are set, ascending,
/// and how often each occurs; returns how many are set, -1 on failure.
int32_t kindred_molecule_morgan(
    const kindred_molecule *molecule, int32_t radius, int32_t bits, int32_t *set, int32_t *counts, int32_t capacity);

int32_t kindred_descriptor_count(void);
/// The name of a descriptor, alive as long as the process.
const char *kindred_descriptor_name(int32_t index);
/// Writes all 2-D descriptors, NaN where one cannot be computed; 0 on success.
int32_t kindred_molecule_descriptors(const kindred_molecule *molecule, double *values);

#ifdef __cplusplus
}
#endif
