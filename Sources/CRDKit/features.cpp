#include "molecules.h"

#ifdef KINDRED_RDKIT
#include "molecule.hpp"

#include <GraphMol/Descriptors/MolSurf.h>
#include <GraphMol/Descriptors/Property.h>
#include <GraphMol/Fingerprints/MorganFingerprints.h>

#include <limits>
#include <string>
#include <vector>

using namespace RDKit;

namespace {

uint8_t byte(unsigned value) { return static_cast<uint8_t>(std::min(value, 255u)); }

kindred_atom record(const Atom &atom, const RingInfo &rings) {
  kindred_atom record{};
  record.element = byte(atom.getAtomicNum());
  record.degree = byte(atom.getDegree());
  record.charge = static_cast<int8_t>(std::max(-128, std::min(127, atom.getFormalCharge())));
  record.hydrogens = byte(atom.getTotalNumHs());
  record.hybridisation = byte(atom.getHybridization());
  record.chirality = byte(atom.getChiralTag());
  record.radicals = byte(atom.getNumRadicalElectrons());
  record.flags = (atom.getIsAromatic() ? KINDRED_ATOM_AROMATIC : 0) |
      (rings.numAtomRings(atom.getIdx()) ? KINDRED_ATOM_IN_RING : 0);
  return record;
}

kindred_bond record(const Bond &bond, const RingInfo &rings) {
  kindred_bond record{};
  record.begin = static_cast<uint16_t>(bond.getBeginAtomIdx());
  record.end = static_cast<uint16_t>(bond.getEndAtomIdx());
  record.order = byte(bond.getBondType());
  record.stereo = byte(bond.getStereo());
  record.flags = (bond.getIsAromatic() ? KINDRED_BOND_AROMATIC : 0) |
      (rings.numBondRings(bond.getIdx()) ? KINDRED_BOND_IN_RING : 0) |
      (bond.getIsConjugated() ? KINDRED_BOND_CONJUGATED : 0);
  return record;
}

/// The surface contributions of RDKit: logP, refractivity and charge, binned.
struct SurfaceBins {
  const char *name;
  int count;
  std::vector<double> (*values)(const ROMol &, std::vector<double> *, bool);
};
const SurfaceBins surfaces[] = {
    {"SlogP_VSA", 12, Descriptors::calcSlogP_VSA},
    {"SMR_VSA", 10, Descriptors::calcSMR_VSA},
    {"PEOE_VSA", 14, Descriptors::calcPEOE_VSA},
};

/// RDKit's registered properties, and their names followed by those of the surfaces.
struct DescriptorList {
  std::vector<boost::shared_ptr<Descriptors::PropertyFunctor>> properties;
  std::vector<std::string> names;

  DescriptorList() {
    for (const auto &name : Descriptors::Properties::getAvailableProperties()) {
      properties.push_back(Descriptors::Properties::getProperty(name));
      names.push_back(name);
    }
    for (const auto &surface : surfaces)
      for (int bin = 1; bin <= surface.count; bin++) names.push_back(surface.name + std::to_string(bin));
  }
};

const DescriptorList &descriptors() {
  static const DescriptorList list;
  return list;
}

}  // namespace

extern "C" {

int32_t kindred_molecule_atom_count(const kindred_molecule *molecule) {
  return static_cast<int32_t>(molecule->mol->getNumAtoms());
}

int32_t kindred_molecule_bond_count(const kindred_molecule *molecule) {
  return static_cast<int32_t>(molecule->mol->getNumBonds());
}

int32_t kindred_molecule_graph(const kindred_molecule *molecule, kindred_atom *atoms, kindred_bond *bonds) {
  try {
    const auto &rings = *molecule->mol->getRingInfo();
    for (const auto atom : molecule->mol->atoms()) *atoms++ = record(*atom, rings);
    for (const auto bond : molecule->mol->bonds()) *bonds++ = record(*bond, rings);
    return 0;
  } catch (...) {
    return -1;
  }
}

int32_t kindred_molecule_morgan(
    const kindred_molecule *molecule, int32_t radius, int32_t bits, int32_t *set, int32_t *counts, int32_t capacity) {
  try {
    std::unique_ptr<SparseIntVect<std::uint32_t>> hashed(MorganFingerprints::getHashedFingerprint(
        *molecule->mol, static_cast<unsigned>(radius), static_cast<unsigned>(bits)));
    int32_t count = 0;
    for (const auto &[bit, value] : hashed->getNonzeroElements()) {
      if (count < capacity) {
        set[count] = static_cast<int32_t>(bit);
        counts[count] = value;
      }
      count++;
    }
    return count;
  } catch (...) {
    return -1;
  }
}

int32_t kindred_descriptor_count(void) {
  try {
    return static_cast<int32_t>(descriptors().names.size());
  } catch (...) {
    return 0;
  }
}

const char *kindred_descriptor_name(int32_t index) { return descriptors().names[static_cast<size_t>(index)].c_str(); }

int32_t kindred_molecule_descriptors(const kindred_molecule *molecule, double *values) {
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  try {
    const ROMol &mol = *molecule->mol;
    for (const auto &property : descriptors().properties) {
      try {
        *values = (*property)(mol);
      } catch (...) {
        *values = unknown;
      }
      values++;
    }
    for (const auto &surface : surfaces) {
      std::vector<double> found;
      try {
        found = surface.values(mol, nullptr, false);
      } catch (...) {
      }
      for (size_t bin = 0; bin < static_cast<size_t>(surface.count); bin++)
        *values++ = bin < found.size() ? found[bin] : unknown;
    }
    return 0;
  } catch (...) {
    return -1;
  }
}
}

#else

int32_t kindred_molecule_atom_count(const kindred_molecule *) { return 0; }
int32_t kindred_molecule_bond_count(const kindred_molecule *) { return 0; }
int32_t kindred_molecule_graph(const kindred_molecule *, kindred_atom *, kindred_bond *) { return -1; }
int32_t kindred_molecule_morgan(const kindred_molecule *, int32_t, int32_t, int32_t *, int32_t *, int32_t) { return -1; }
int32_t kindred_descriptor_count(void) { return 0; }
const char *kindred_descriptor_name(int32_t) { return ""; }
int32_t kindred_molecule_descriptors(const kindred_molecule *, double *) { return -1; }

#endif
