// What a fired rule contributes.
#pragma once

#include <vector>

#include "compiler/sema/typed.hpp"
#include "tests/oracle/decision.hpp"
#include "tests/oracle/evaluate.hpp"

namespace ordain::oracle {

/// Evaluates the effects in their order and adds what they contribute to `fired`. Under a waiver, what it waives becomes `release`.
/// Throws Faulted.
void contribute(Evaluation& evaluate, const std::vector<typed::Effect>& effects, const typed::Waiver* waiver, Fired& fired);

}  // namespace ordain::oracle
