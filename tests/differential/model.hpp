// What a generated bundle declares, and what an expression in it may read.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/differential/piece.hpp"
#include "tests/differential/random.hpp"

namespace ordain::differential {

enum class Kind { boolean, integer, decimal, percent, money, money_any, text, enumerated, date, time, timestamp, elapsed };
struct GType {
    Kind kind = Kind::integer;
    std::string ref;  // money: currency; enumerated: the enum
    friend bool operator==(const GType&, const GType&) = default;
};

struct GEnum {
    std::string name;
    std::vector<std::string> values;
    bool open = false;
};
struct GField {
    std::string name;
    GType type;          // of a scalar, or of a list's scalar elements
    std::string record;  // of a record, or of a list's elements
    bool optional = false;
    bool advice = false;
    bool list = false;
    std::string key;  // of a keyed list
    GType key_type;
};
struct GRecord {
    std::string name;
    std::vector<GField> fields;
};
struct GEvent {
    std::string name;
    std::vector<GField> fields;
};
struct GRole {
    std::string name;
    bool scoped = false;
    GType scope;
};
struct GLadder {
    std::string name;
    bool scoped = false;  // the ladder, or its roles
    GType scope;
    GType of;
};
struct GChain {
    std::string name;
    bool needs_due = false;
    bool needs_ladder = false;
    bool needs_scope = false;
    bool business = false;
    bool reassigns = false;
};
struct GColumn {
    std::string name;
    GType type;
    bool optional = false;
};
struct GData {
    std::string name;
    std::vector<GType> keys;
    std::vector<GColumn> columns;
};
struct GDefine {
    std::string name;
    std::vector<GType> parameters;
    GType result;
};
struct GNamed {
    std::string name;
    GType type;
    bool optional = false;
};

struct Model {
    std::vector<GEnum> enums;
    std::vector<GRecord> records;
    std::vector<GEvent> events;
    std::vector<GRole> roles;
    std::vector<GLadder> ladders;
    std::vector<GChain> chains;
    std::vector<GData> data;
    std::vector<GDefine> defines;
    std::vector<GNamed> consts, outputs;
    std::vector<std::string> queues, actions, channels, reasons, calendars;
    bool bundle_calendar = false;

    [[nodiscard]] const GRecord& record(const std::string& name) const;
    [[nodiscard]] const GEnum& enumeration(const std::string& name) const;
};

/// A value that an expression can read by its name.
struct Readable {
    std::string path;
    GType type;
    bool optional = false;
    bool advice = false;
    bool simple = true;                   // a path, not a let
    std::vector<std::string> missing_at;  // it is missing iff one of these is: itself, or records on the way
    std::vector<std::string> aliased;     // a let that is just a path: where that may be missing
};
struct ReadableList {
    std::string path;
    std::string record;  // or
    GType scalar;
    std::string key;
    GType key_type;
    bool optional = false;                // stands in an optional record
    std::vector<std::string> missing_at;  // which one, or which ones
};
/// Everything an expression may use where it stands.
struct Scope {
    std::vector<Readable> values;
    std::vector<ReadableList> lists;
    std::vector<std::string> ratios;  // lets that are compared with per cents only
    bool calendar = false;            // business time may be asked
    bool pure = false;                // inside a define: nothing of the event

    [[nodiscard]] std::vector<Readable> of(const GType& type, bool optional) const;
    /// The same where `r` is known to be present: all that could make it missing is there.
    [[nodiscard]] Scope narrowed(const Readable& r) const;
    /// The same where these are known to be there.
    [[nodiscard]] Scope with_present(const std::vector<std::string>& places) const;
    /// The same with what `after` knows to be present and `before` didn't.
    [[nodiscard]] Scope known_from(const Scope& before, const Scope& after) const;
};

/// The scope that an event's fields make. `base`: "" or "order.".
void add_fields(const Model& model, const std::vector<GField>& fields, const std::string& base, const std::vector<std::string>& missing_at,
                Scope& scope);
/// The scope of an element `name` of a list.
void add_element(const Model& model, const ReadableList& list, const std::string& name, Scope& scope);

}  // namespace ordain::differential
