// Composer: the decision's id and fingerprint.

#include <sodium.h>

#include <algorithm>

#include "runtime/base/limits.hpp"
#include "runtime/vm/compose.hpp"
#include "runtime/vm/show.hpp"
#include "runtime/vm/text_form.hpp"

namespace ordain {

using program::NeedOp;
using Model = DecisionModel;
using Hash = std::array<std::uint8_t, 16>;

namespace {

class Hasher {
public:
    Hasher() { crypto_generichash_init(&state_, nullptr, 0, std::tuple_size_v<Hash>); }
    void bytes(const void* data, std::size_t size) { crypto_generichash_update(&state_, static_cast<const unsigned char*>(data), size); }
    void number(std::int64_t n) { bytes(&n, sizeof n); }
    void text(std::string_view s) {
        number(static_cast<std::int64_t>(s.size()));
        bytes(s.data(), s.size());
    }
    Hash finish() {
        Hash hash{};
        crypto_generichash_final(&state_, hash.data(), hash.size());
        return hash;
    }

private:
    crypto_generichash_state state_{};
};

void append_hex(std::string& out, std::string_view prefix, const Hash& hash) {
    out += prefix;
    char to[2 * std::tuple_size_v<Hash>];
    out.append(to, static_cast<std::size_t>(form::hex(to, hash.data(), hash.size()) - to));
}

}  // namespace

void Composer::decision_id(std::string_view line) {
    Hasher hasher;
    hasher.bytes(bundle_id_.data(), bundle_id_.size());
    // who reads a line that is too long need not keep all of it
    hasher.bytes(line.data(), std::min(line.size(), limits::event_bytes + 1));
    append_hex(model_->id, "d:", hasher.finish());
}

Hash Composer::hash_need(std::uint32_t id) {
    const Model& m = *model_;
    const Model::Need& need = m.needs[id];
    const std::size_t mine = hashes_.size();
    for (std::uint32_t c = need.first_child; c != Model::none; c = m.needs[c].next) {
        const Hash child = hash_need(c);
        hashes_.push_back(child);
    }
    if (need.op != NeedOp::then) std::sort(hashes_.begin() + static_cast<std::ptrdiff_t>(mine), hashes_.end());
    Hasher hasher;
    hasher.number(static_cast<std::int64_t>(need.op));
    hasher.number(need.count);
    hasher.number(need.role);
    hasher.number(need.scoped ? 1 : 0);
    hasher.text(m.text(need.scope));
    for (std::size_t i = mine; i < hashes_.size(); ++i) hasher.bytes(hashes_[i].data(), hashes_[i].size());
    hashes_.resize(mine);
    return hasher.finish();
}

void Composer::fingerprint() {
    Model& m = *model_;
    const program::EventRec& event = image_.events[store_->event];
    if (event.has_subject == 0) return;
    Hasher hasher;
    hasher.text(bundle_id_);
    hasher.text(image_.str(event.type));
    const std::int64_t* slots = store_->frame.data() + image_.constants.size();
    for (const auto& bind : program::slice(image_.binds, event.binds)) {
        const bool present = bind.presence == program::none || slots[bind.presence] != 0;
        hasher.number(present ? 1 : 0);
        if (!present) continue;
        if (bind.type.kind == TypeKind::text)
            hasher.text(symbol_text(image_, *store_, slots[bind.slot]));
        else
            hasher.number(slots[bind.slot]);
        if (bind.type.kind == TypeKind::money_any) hasher.number(slots[bind.slot + 1]);
    }
    hasher.number(static_cast<std::int64_t>(m.verdict));
    hashes_.clear();
    for (const Model::Approval& a : m.approvals) {
        const std::size_t mine = hashes_.size();
        for (std::uint32_t l = a.never.first; l != Model::none; l = m.links[l].next) {
            Hasher person;
            person.text(m.text(m.persons[m.links[l].value]));
            hashes_.push_back(person.finish());
        }
        std::sort(hashes_.begin() + static_cast<std::ptrdiff_t>(mine), hashes_.end());
        const Hash need = hash_need(a.need);
        Hasher whole;
        whole.bytes(need.data(), need.size());
        for (std::size_t i = mine; i < hashes_.size(); ++i) whole.bytes(hashes_[i].data(), hashes_[i].size());
        hashes_.resize(mine);
        hashes_.push_back(whole.finish());
    }
    std::sort(hashes_.begin(), hashes_.end());
    hasher.number(static_cast<std::int64_t>(hashes_.size()));
    for (const Hash& h : hashes_) hasher.bytes(h.data(), h.size());
    hashes_.clear();
    for (const Model::Hold& h : m.holds) {
        Hasher queue;
        queue.number(h.queue);
        hashes_.push_back(queue.finish());
    }
    std::sort(hashes_.begin(), hashes_.end());
    for (const Hash& h : hashes_) hasher.bytes(h.data(), h.size());
    append_hex(m.fingerprint, "f:", hasher.finish());
}

}  // namespace ordain
