#include "runtime/vm/identity.hpp"

#include <sodium.h>

#include <algorithm>

#include "runtime/base/limits.hpp"
#include "runtime/vm/show.hpp"
#include "runtime/vm/text_form.hpp"

namespace ordain {

using program::NeedOp;
using Model = DecisionModel;

namespace {

constexpr std::size_t most_reserved = 65'536;  // a longer line takes its memory once
constexpr std::size_t id_size = 34;

template <class Hash>
Hash hash_of(std::string_view bytes) {
    Hash hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
    return hash;
}

template <class Hash>
void write(std::string& out, std::string_view prefix, const Hash& hash) {
    char to[2 * std::tuple_size_v<Hash>];
    out = prefix;
    out.append(to, static_cast<std::size_t>(form::hex(to, hash.data(), hash.size()) - to));
}

}  // namespace

void append_need(Canonical& form, const Model& m, std::uint32_t id) {
    const Model::Need& need = m.needs[id];
    form.small(static_cast<std::uint32_t>(need.op));
    form.small(need.count);
    form.small(need.role);
    form.small(need.scoped ? 1 : 0);
    form.text(m.text(need.scope));
    const Canonical::Set children = form.begin_set();
    for (std::uint32_t c = need.first_child; c != Model::none; c = m.needs[c].next) {
        const std::size_t element = form.begin_element();
        append_need(form, m, c);
        form.end_element(element);
    }
    form.end_set(children, need.op == NeedOp::then);
}

Identity::Identity(const program::Image& image, std::string_view bundle_id)
    : image_(image), line_(bundle_id), bundle_id_size_(bundle_id.size()) {
    // chooses the fastest code for this processor; without it the hashes are the same
    [[maybe_unused]] const int chosen = sodium_init();
    line_.reserve(most_reserved);
    id_.reserve(id_size), fingerprint_.reserve(id_size);
    for (const auto& event : image.events) {
        form_.clear();
        form_.text(bundle_id);
        form_.text(image.str(event.type));
        types_.push_back(hash_of<Hash>(form_.bytes()));
    }
}

void Identity::begin(std::string_view line, const EventStore& store, const DecisionModel& model) {
    // who reads a line that is too long need not keep all of it
    line_.replace(bundle_id_size_, std::string::npos, line.substr(0, limits::event_bytes + 1));
    store_ = &store;
    model_ = &model;
    has_id_ = has_fingerprint_ = false;
}

std::string_view Identity::id() const {
    const std::lock_guard lock(making_);
    if (!has_id_) write(id_, "d:", hash_of<Hash>(line_));
    has_id_ = true;
    return id_;
}

std::string_view Identity::fingerprint() const {
    const std::lock_guard lock(making_);
    if (!has_fingerprint_) make_fingerprint();
    has_fingerprint_ = true;
    return fingerprint_;
}

void Identity::append_bound_values() const {
    const std::int64_t* slots = store_->frame.data() + image_.constants.size();
    for (const auto& bind : program::slice(image_.binds, image_.events[store_->event].binds)) {
        const bool present = bind.presence == program::none || slots[bind.presence] != 0;
        form_.small(present ? 1 : 0);
        if (!present) continue;
        if (bind.type.kind == TypeKind::text)
            form_.text(symbol_text(image_, *store_, slots[bind.slot]));
        else
            form_.number(slots[bind.slot]);
        if (bind.type.kind == TypeKind::money_any) form_.number(slots[bind.slot + 1]);
    }
}

void Identity::append_approvals() const {
    const Model& m = *model_;
    const Canonical::Set approvals = form_.begin_set();
    for (const Model::Approval& a : m.approvals) {
        const std::size_t approval = form_.begin_element();
        append_need(form_, m, a.need);
        const Canonical::Set persons = form_.begin_set();
        for (std::uint32_t l = a.never.first; l != Model::none; l = m.links[l].next) {
            const std::size_t person = form_.begin_element();
            form_.text(m.person(m.links[l].value));
            form_.end_element(person);
        }
        form_.end_set(persons);
        form_.end_element(approval);
    }
    form_.end_set(approvals);
}

void Identity::make_fingerprint() const {
    fingerprint_.clear();
    if (model_->verdict == Verdict::fault || image_.events[store_->event].has_subject == 0) return;
    form_.clear();
    const Hash& type = types_[store_->event];
    form_.text({reinterpret_cast<const char*>(type.data()), type.size()});
    append_bound_values();
    form_.small(static_cast<std::uint32_t>(model_->verdict));
    append_approvals();
    const Canonical::Set holds = form_.begin_set();
    for (const Model::Hold& h : model_->holds) {
        const std::size_t hold = form_.begin_element();
        form_.small(h.queue);
        form_.end_element(hold);
    }
    form_.end_set(holds);
    write(fingerprint_, "f:", hash_of<Hash>(form_.bytes()));
}

}  // namespace ordain
