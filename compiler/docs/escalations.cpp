// An escalation chain as a picture.
#include <fmt/format.h>

#include "compiler/docs/parts.hpp"
#include "compiler/docs/source.hpp"

namespace ordain::docs {

namespace {

using Act = syntax::EscalationAct;
using Step = syntax::EscalationStep;

constexpr int width = 360, axis = 16, words = 40;
constexpr std::size_t letters_a_line = 50, letters_a_name = 34;

/// Cut at `n` code points, with an ellipsis.
std::string shortened(std::string_view s, std::size_t n) {
    std::size_t points = 0;
    for (std::size_t i = 0; i < s.size(); ++i)
        if ((static_cast<unsigned char>(s[i]) & 0xc0) != 0x80 && ++points > n) return std::string(s.substr(0, i)) + "…";
    return std::string(s);
}

/// A text in lines of about `letters_a_line`, broken between words.
std::vector<std::string> lines_of(std::string_view s) {
    std::vector<std::string> lines(1);
    while (!s.empty()) {
        const std::size_t end = std::min(s.find(' '), s.size());
        const std::string_view word = s.substr(0, end);
        s.remove_prefix(std::min(end + 1, s.size()));
        if (!lines.back().empty() && lines.back().size() + word.size() > letters_a_line) lines.emplace_back();
        if (!lines.back().empty()) lines.back() += ' ';
        lines.back() += shortened(word, letters_a_line);
    }
    return lines;
}

class Picture {
public:
    explicit Picture(const Site& site) : site_(site) {}

    Html of(const syntax::Escalation& chain) {
        node("dot", own("asked"));
        for (const Step& step : chain.steps) {
            if (step.kind == Step::Kind::past_due || step.kind == Step::Kind::every_past_due) due();
            node(look(step), when(step));
            if (step.kind == Step::Kind::at_due) due_ = true;
            for (const Act& act : step.acts) this->act(act);
        }
        const int height = y_ + 10;
        return element("svg",
                       {{"viewBox", fmt::format("0 0 {} {}", width, height)},
                        {"role", "img"},
                        {"aria-label", fmt::format("the steps of {}", chain.name.text)}},
                       line_ + nodes_);
    }

private:
    Html label(int y, Own classes, const Html& inside) {
        return element("text", {{"x", std::to_string(words)}, {"y", std::to_string(y)}, {"class", std::string(classes.bytes)}}, inside);
    }

    /// A point on the line, and the line from the one before it.
    void node(Own looks, const Html& time) {
        const int y = y_ + (last_ == 0 ? 12 : 20);
        if (last_ > 0)
            line_ += element("line",
                             {{"class", due_ ? "late" : "calm"},
                              {"x1", std::to_string(axis)},
                              {"x2", std::to_string(axis)},
                              {"y1", std::to_string(last_)},
                              {"y2", std::to_string(y)}},
                             {});
        nodes_ += element("circle",
                          {{"class", std::string(looks.bytes)}, {"cx", std::to_string(axis)}, {"cy", std::to_string(y)}, {"r", "7"}}, {});
        nodes_ += label(y + 4, "small", time);
        last_ = y;
        y_ = y + 8;
    }

    void due() {
        if (!due_) node("dot", own("due"));
        due_ = true;
    }

    static Own look(const Step& step) {
        Own looks = "d-notify";
        for (const Act& act : step.acts) {
            if (act.kind == Act::Kind::reject) return "d-reject";
            if (act.kind == Act::Kind::hold) looks = "d-hold";
            if ((act.kind == Act::Kind::reassign || act.kind == Act::Kind::reassign_next) && looks.bytes == "d-notify") looks = "d-move";
        }
        return looks;
    }

    static Html when(const Step& step) {
        const Html duration = text(step.duration.text);
        switch (step.kind) {
            case Step::Kind::after: return duration + own(" after it was asked");
            case Step::Kind::at_due: return own("when it is due");
            case Step::Kind::past_due: return duration + own(" past due");
            case Step::Kind::every_past_due: return own("every ") + duration + own(" past due, ") + text(step.times.text) + own(" times");
        }
        return {};
    }

    void line(const Html& shown) {
        y_ += 18;
        nodes_ += label(y_ - 3, "act", shown);
    }

    Html name(Thing thing, std::string_view name) {
        const Html shown = text(shortened(name, letters_a_name));
        const Entry* entry = site_.find(thing, name);
        return entry ? link(entry->href(), shown) : shown;
    }

    void act(const Act& act) {
        switch (act.kind) {
            case Act::Kind::reassign: return line(own("now asked: ") + name(Thing::role, act.name.text));
            case Act::Kind::reassign_next: return line(own("now asked: the next rung"));
            case Act::Kind::hold: return line(own("held in ") + name(Thing::queue, act.name.text));
            case Act::Kind::reject: return line(own("refused"));
            case Act::Kind::notify: break;
        }
        const syntax::Effect& e = act.notify_effect;
        line(own("told: ") + name(site_.find(Thing::role, e.name.text) ? Thing::role : Thing::channel, e.name.text));
        if (!e.text.written()) return;
        for (const std::string& words_of : lines_of("“" + syntax::unescape(e.text.raw) + "”")) {
            y_ += 16;
            nodes_ += label(y_ - 4, "said", text(words_of));
        }
    }

    const Site& site_;
    Html line_, nodes_;
    int y_ = 0, last_ = 0;
    bool due_ = false;
};

}  // namespace

Html chain_picture(const Site& site, const syntax::Escalation& chain) {
    return element("figure", {{"style", "margin:.4rem 0"}}, Picture(site).of(chain));
}

}  // namespace ordain::docs
