// One JSON line to slots and columns, by the bundle's field plan.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/decode/event_store.hpp"
#include "runtime/program/image.hpp"

namespace ordain {

/// Decodes event lines. Owned by one evaluator; not thread-safe. The image must be verified and outlive it. Texts in a store point into the
/// decoder's buffers and live until the next decode.
class Decoder {
public:
    explicit Decoder(const program::Image& image);

    /// Fills `store` from one line of any bytes. What is wrong with it stands in the store's fault. Cost: linear in the line.
    void decode(std::string_view line, EventStore& store);

    /// Takes all memory that the events of the bundle can need, writes the constants.
    static void reserve(const program::Image& image, EventStore& store);

private:
    struct KeyTable {  // keys of the list being read, by stamp so that nothing has to be cleared
        std::vector<std::uint64_t> stamp;
        std::vector<std::int64_t> key;
        std::uint64_t now = 0;
    };
    struct Envelope {
        std::string id, source, type, specversion, time;
        bool has_id = false, has_source = false, has_type = false, has_specversion = false, has_time = false, has_data = false;
        std::uint32_t bad = 0, twice = 0;  // bits by member, in the order of `members`
    };

    const program::Image& image_;
    simdjson::ondemand::parser parser_;
    std::vector<char> buffer_;
    Envelope envelope_;
    EventStore* store_ = nullptr;
    const program::EventRec* event_ = nullptr;
    std::vector<std::uint8_t> seen_;                          // per FieldRec
    std::vector<std::uint32_t> record_field_;                 // per plan record: its FieldRec, or none
    std::vector<std::vector<std::uint32_t>> context_fields_;  // per list, the root last per event: fields at that level
    std::vector<std::vector<std::uint32_t>> context_lists_;   // lists at that level
    std::vector<std::uint64_t> visited_;                      // per plan key
    std::uint64_t visit_ = 0;
    std::vector<std::uint32_t> elements_;  // element numbers on the way to the current place
    std::vector<std::int64_t> sibling_;    // per FieldRec: currency that its sibling says, -1 none
    std::vector<KeyTable> keys_;           // per list

    using Value = simdjson::ondemand::value;

    [[nodiscard]] FaultCode scan(simdjson::ondemand::document& document);
    [[nodiscard]] FaultCode check_value(Value value, unsigned depth);
    void envelope_member(std::string_view key, Value& value, bool& taken);
    [[nodiscard]] bool envelope();
    void payload(simdjson::ondemand::document& document);
    void begin(std::size_t context, std::int64_t row);
    [[nodiscard]] bool finish(std::size_t context, std::int64_t row);
    [[nodiscard]] bool currencies(std::size_t context, std::int64_t row);
    [[nodiscard]] bool place(Value value, const program::PlanNode& node, std::int64_t row);
    [[nodiscard]] bool members(Value& value, const program::PlanNode& node, std::int64_t row);
    [[nodiscard]] bool items(Value& value, const program::PlanNode& node, std::int64_t row);
    [[nodiscard]] bool elements(Value& value, const program::PlanNode& node, std::int64_t row);
    [[nodiscard]] bool distinct(std::uint32_t list, std::int64_t row);
    [[nodiscard]] bool leaf(Value& value, std::uint32_t field, const program::PlanNode& node, std::int64_t row);
    [[nodiscard]] FaultCode scalar(Value& value, const program::FieldRec& f, std::int64_t& out, std::int64_t& second);
    [[nodiscard]] FaultCode text(Value& value, const program::FieldRec& f, std::int64_t& out);
    [[nodiscard]] FaultCode number(Value& value, const program::FieldRec& f, std::int64_t& out);
    [[nodiscard]] FaultCode money(Value& value, const program::FieldRec& f, std::int64_t& out, std::int64_t& second);
    [[nodiscard]] FaultCode time(Value& value, const program::FieldRec& f, std::int64_t& out);
    [[nodiscard]] FaultCode advice(Value& value, const program::FieldRec& f, std::int64_t row);
    [[nodiscard]] FaultCode in_range(const program::FieldRec& f, std::int64_t v) const;
    void write(const program::FieldRec& f, std::uint32_t target, std::int64_t row, std::int64_t v);
    [[nodiscard]] std::int64_t intern(std::string_view text);
    bool fail(FaultCode code, std::string_view pointer, std::string_view detail = {});
    [[nodiscard]] std::size_t context_of(const program::FieldRec& f) const;
};

}  // namespace ordain
