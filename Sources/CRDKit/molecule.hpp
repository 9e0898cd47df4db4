#pragma once
#include "boost_enums.hpp"

// RDKit declares its literal operators with a space that newer compilers deprecate.
#pragma clang diagnostic ignored "-Wdeprecated-literal-operator"
#include <GraphMol/GraphMol.h>

#include <memory>

#include "molecules.h"

struct kindred_molecule {
  std::unique_ptr<RDKit::RWMol> mol;
};
