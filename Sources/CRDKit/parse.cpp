#include "molecules.h"

#include <cstdlib>

#ifdef KINDRED_RDKIT
#include "molecule.hpp"

#include <GraphMol/ChemTransforms/ChemTransforms.h>
#include <GraphMol/Descriptors/MolDescriptors.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/SanitException.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <RDGeneral/RDLog.h>
#include <RDGeneral/versions.h>

#include <cstring>
#include <string>
#include <vector>

using namespace RDKit;

namespace {

/// The SMILES without blanks around it and without a name behind it.
std::string smilesPart(const char *text) {
  const char *begin = text + std::strspn(text, " \t\r\n");
  return std::string(begin, std::strcspn(begin, " \t\r\n"));
}

/// Whether all of it is printable ASCII, as a SMILES is.
bool isPlain(const std::string &smiles) {
  for (char byte : smiles)
    if (byte < '!' || byte > '~') return false;
  return true;
}

/// Whether there is a `>` that is not the head of a dative bond's arrow.
bool isReaction(const std::string &smiles) {
  for (size_t place = 0; place < smiles.size(); place++)
    if (smiles[place] == '>' && (place == 0 || smiles[place - 1] != '-')) return true;
  return false;
}

std::unique_ptr<RWMol> unsanitised(const std::string &smiles) {
  SmilesParserParams params;
  params.sanitize = false;
  params.removeHs = false;
  params.allowCXSMILES = false;
  params.parseName = false;
  return std::unique_ptr<RWMol>(SmilesToMol(smiles, params));
}

/// Puts the fragment of most heavy atoms in the molecule's place.
void keepLargestFragment(std::unique_ptr<RWMol> &mol) {
  auto fragments = MolOps::getMolFrags(*mol, true);
  if (fragments.size() < 2) return;
  const ROMol *best = nullptr;
  double bestMass = 0;
  std::string bestSmiles;
  for (const auto &fragment : fragments) {
    auto atoms = fragment->getNumHeavyAtoms();
    if (best && atoms < best->getNumHeavyAtoms()) continue;
    double mass = Descriptors::calcAMW(*fragment);
    std::string smiles = MolToSmiles(*fragment);
    bool isBetter = !best || atoms > best->getNumHeavyAtoms() || mass > bestMass ||
        (mass == bestMass && smiles < bestSmiles);
    if (!isBetter) continue;
    best = fragment.get();
    bestMass = mass;
    bestSmiles = smiles;
  }
  mol = std::make_unique<RWMol>(*best);
}

/// Parses for good: sanitised, without explicit hydrogens, with stereo.
std::unique_ptr<RWMol> sanitised(const std::string &smiles, kindred_smiles_status &status) {
  SmilesParserParams params;
  params.allowCXSMILES = false;
  params.parseName = false;
  try {
    std::unique_ptr<RWMol> mol(SmilesToMol(smiles, params));
    status = mol ? KINDRED_SMILES_READ : KINDRED_SMILES_SYNTAX;
    return mol;
  } catch (const AtomKekulizeException &) {
    status = KINDRED_SMILES_AROMATICITY;
  } catch (const KekulizeException &) {
    status = KINDRED_SMILES_AROMATICITY;
  } catch (const MolSanitizeException &) {
    status = KINDRED_SMILES_VALENCE;
  }
  return nullptr;
}

char *copied(const std::string &text) {
  auto *copy = static_cast<char *>(std::malloc(text.size() + 1));
  if (copy) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

kindred_molecule *parse(const char *text, bool largest, int32_t *fragments, kindred_smiles_status &status) {
  std::string smiles = smilesPart(text);
  status = KINDRED_SMILES_EMPTY;
  if (smiles.empty()) return nullptr;
  status = KINDRED_SMILES_TOO_LARGE;
  if (smiles.size() > KINDRED_MAX_SMILES_BYTES) return nullptr;
  status = KINDRED_SMILES_REACTION;
  if (isReaction(smiles)) return nullptr;
  status = KINDRED_SMILES_SYNTAX;
  if (!isPlain(smiles)) return nullptr;
  auto mol = unsanitised(smiles);
  if (!mol) return nullptr;
  status = KINDRED_SMILES_EMPTY;
  if (mol->getNumAtoms() == 0) return nullptr;
  status = KINDRED_SMILES_TOO_LARGE;
  if (mol->getNumHeavyAtoms() > KINDRED_MAX_ATOMS || mol->getNumAtoms() > 4 * KINDRED_MAX_ATOMS) return nullptr;
  std::vector<int> parts;
  *fragments = static_cast<int32_t>(MolOps::getMolFrags(*mol, parts));
  mol = sanitised(smiles, status);
  if (!mol) return nullptr;
  if (largest) keepLargestFragment(mol);
  return new kindred_molecule{std::move(mol)};
}

}  // namespace

extern "C" {

const char *kindred_rdkit_version(void) { return RDKit::rdkitVersion; }

void kindred_rdkit_silence(void) {
  try {
    RDLog::InitLogs();
    boost::logging::disable_logs("rdApp.*");
  } catch (...) {
  }
}

kindred_molecule *kindred_molecule_parse(const char *smiles, int32_t largest, int32_t *fragments, int32_t *status) {
  kindred_smiles_status reason = KINDRED_SMILES_FAILED;
  kindred_molecule *molecule = nullptr;
  *fragments = 0;
  try {
    molecule = parse(smiles, largest != 0, fragments, reason);
  } catch (...) {
    reason = KINDRED_SMILES_FAILED;
  }
  *status = reason;
  return molecule;
}

void kindred_molecule_free(kindred_molecule *molecule) { delete molecule; }

char *kindred_molecule_smiles(const kindred_molecule *molecule) {
  try {
    return copied(MolToSmiles(*molecule->mol));
  } catch (...) {
    return nullptr;
  }
}

char *kindred_molecule_scaffold(const kindred_molecule *molecule) {
  try {
    if (molecule->mol->getRingInfo()->numRings() == 0) return copied("");
    std::unique_ptr<ROMol> scaffold(MurckoDecompose(*molecule->mol));
    return copied(scaffold ? MolToSmiles(*scaffold, false) : "");
  } catch (...) {
    return nullptr;
  }
}
}

#else

const char *kindred_rdkit_version(void) { return nullptr; }
void kindred_rdkit_silence(void) {}
kindred_molecule *kindred_molecule_parse(const char *, int32_t, int32_t *fragments, int32_t *status) {
  *fragments = 0;
  *status = KINDRED_SMILES_FAILED;
  return nullptr;
}
void kindred_molecule_free(kindred_molecule *) {}
char *kindred_molecule_smiles(const kindred_molecule *) { return nullptr; }
char *kindred_molecule_scaffold(const kindred_molecule *) { return nullptr; }

#endif

void kindred_free(void *text) { std::free(text); }
