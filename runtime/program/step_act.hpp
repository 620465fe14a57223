// What a step of an escalation does, as StepRec::act numbers it.
#pragma once

#include <cstdint>

namespace ordain::program {

/// The first two, `reassign` and `hold` have a target: a role, a channel, a role, a queue.
enum class StepAct : std::uint32_t { notify_role, notify_channel, notify_person, reassign, reassign_next, hold, reject };

}  // namespace ordain::program
