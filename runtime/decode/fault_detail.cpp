// What was expected and found, for the reader of a fault decision (J-19).
#include <algorithm>
#include <string_view>

#include "runtime/decode/troubles.hpp"

namespace ordain::decode {

namespace {

constexpr std::size_t most_found = 40;     // bytes shown of a value
constexpr std::size_t most_spellings = 8;  // of an enum

void add(std::vector<char>& out, std::string_view text) {
    out.insert(out.end(), text.begin(), text.end());
}

/// The scalar that begins at `offset`, as it stands in the line; the kind of anything else.
std::string_view found_at(std::string_view line, std::size_t offset) {
    if (line[offset] == '{') return "an object";
    if (line[offset] == '[') return "a list";
    std::size_t end = offset + 1;
    if (line[offset] == '"') {
        while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
        ++end;
    } else {
        end = std::min(line.find_first_of(",]} \t\r\n", end), line.size());
    }
    return line.substr(offset, std::min(end, line.size()) - offset);
}

void add_found(std::string_view found, std::vector<char>& out) {
    std::size_t size = std::min(found.size(), most_found);
    while (size < found.size() && size > 0 && (static_cast<unsigned char>(found[size]) & 0xC0) == 0x80) --size;  // whole characters
    add(out, found.substr(0, size));
    if (size < found.size()) add(out, "…");
}

void add_spellings(const program::Image& image, const program::EnumRec& of, std::vector<char>& out) {
    const auto values = program::slice(image.enum_values, of.values);
    for (std::size_t i = 0; i < values.size() && i < most_spellings; ++i) {
        if (i > 0) add(out, ", ");
        const std::string_view spelling = image.str(values[i].spelling);
        add(out, spelling.substr(0, most_found));
    }
    if (values.size() > most_spellings) add(out, ", …");
}

}  // namespace

void write_detail(const program::Image& image, const Trouble& trouble, std::string_view line, std::vector<char>& out) {
    if (trouble.code == FaultCode::MISSING_FIELD || trouble.code == FaultCode::DUPLICATE_KEY) return;
    if (trouble.code == FaultCode::UNKNOWN_NAME && trouble.rank.size > 0) {
        const std::uint32_t field = trouble.rank.parts[trouble.rank.size - 1];
        if (field < image.fields.size() && image.fields[field].type.kind == TypeKind::enumerated) {
            add(out, ": expected ");
            add_spellings(image, image.enums[image.fields[field].type.ref], out);
        }
    }
    if (trouble.offset >= line.size()) return;
    add(out, "; found ");
    add_found(found_at(line, trouble.offset), out);
}

}  // namespace ordain::decode
