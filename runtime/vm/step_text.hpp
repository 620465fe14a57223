// What a step of an escalation does, as decisions say it.
#pragma once

#include <string>

#include "runtime/program/image.hpp"

namespace ordain {

/// Whether the words depend on the need that the escalation belongs to: a scoped role, or the next rung of its ladder.
[[nodiscard]] bool depends_on_need(const program::Image& image, const program::StepRec& step);

/// Appends the act of a step that does not depend on the need: `notify sales_director "in time?"`.
void append_act(std::string& out, const program::Image& image, const program::StepRec& step);

/// Appends what follows the act: the text of a notification in quotes, if it has one.
void append_act_text(std::string& out, const program::Image& image, const program::StepRec& step);

}  // namespace ordain
