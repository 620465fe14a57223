#include "runtime/vm/step_text.hpp"

#include "runtime/program/step_act.hpp"

namespace ordain {

using program::StepAct;

bool depends_on_need(const program::Image& image, const program::StepRec& step) {
    switch (static_cast<StepAct>(step.act)) {
        case StepAct::notify_role:
        case StepAct::reassign: return image.roles[step.target].scoped != 0;
        case StepAct::reassign_next: return true;
        default: return false;
    }
}

void append_act(std::string& out, const program::Image& image, const program::StepRec& step) {
    const auto words = [&](std::string_view act, program::Str target) {
        out += act;
        out += image.str(target);
    };
    switch (static_cast<StepAct>(step.act)) {
        case StepAct::notify_role: words("notify ", image.roles[step.target].name); break;
        case StepAct::notify_channel: words("notify ", image.channels[step.target].name); break;
        case StepAct::notify_person: out += "notify person"; break;
        case StepAct::reassign: words("reassign to ", image.roles[step.target].name); break;
        case StepAct::reassign_next: out += "reassign to "; break;
        case StepAct::hold: words("hold in ", image.queues[step.target].name); break;
        case StepAct::reject: out += "reject"; break;
    }
    append_act_text(out, image, step);
}

void append_act_text(std::string& out, const program::Image& image, const program::StepRec& step) {
    if (step.text.size == 0) return;
    out += " \"";
    out += image.str(step.text);
    out += '"';
}

}  // namespace ordain
