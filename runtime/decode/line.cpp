#include "runtime/decode/line.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/base/limits.hpp"
#include "runtime/decode/form.hpp"
#include "runtime/decode/straight.hpp"
#include "runtime/value/decimal.hpp"

namespace ordain::decode {

namespace {

constexpr std::size_t first_capacity = std::size_t{1} << 16;

}  // namespace

Line::Line() {
    grow(first_capacity);
}

void Line::grow(std::size_t size) {
    capacity_ = std::max(size, std::min(capacity_ * 2, limits::event_bytes));
    bytes_ = std::make_unique<char[]>(capacity_ + std::max(simdjson::SIMDJSON_PADDING, Straight::padding));
    meant_ = std::make_unique<char[]>(capacity_ + simdjson::SIMDJSON_PADDING);
    finder_.reset();
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity_, limits::json_depth, finder_) !=
        simdjson::SUCCESS)
        throw std::bad_alloc();
}

Look Line::take(std::string_view text) {
    if (text.size() > capacity_) grow(text.size());
    char* const end = bytes_.get() + text.size();
    const Look look = copy_looking(bytes_.get(), text.data(), text.size());
    std::memset(end, 0, Straight::padding);
    end[1] = '"';
    return look;
}

bool Line::find_marks(std::size_t size) {
    std::memset(bytes_.get() + size, ' ', simdjson::SIMDJSON_PADDING);
    used_ = 0;
    more_.clear();
    has_escapes_ = std::memchr(bytes_.get(), '\\', size) != nullptr;
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes_.get());
    if (size == 0 || finder_->stage1(begin, size, simdjson::stage1_mode::regular) != simdjson::SUCCESS) return false;
    count_ = finder_->n_structural_indexes;
    marks_ = finder_->structural_indexes.get();
    std::fill_n(finder_->structural_indexes.get() + count_, 3, static_cast<std::uint32_t>(size));
    return true;
}

std::string_view Line::without_space(std::string_view token) {
    const auto last = token.find_last_not_of(" \t\n\r");
    return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::string_view Line::keep(std::string_view bytes) {
    if (bytes.size() > capacity_ - used_) return more_.emplace_back(bytes);
    char* const begin = meant_.get() + used_;
    std::memcpy(begin, bytes.data(), bytes.size());
    used_ += bytes.size();
    return {begin, bytes.size()};
}

bool Line::unescaped(std::string_view between, std::string_view& out) {
    char* begin = meant_.get() + used_;
    if (between.size() > capacity_ - used_) begin = more_.emplace_back(between.size() + simdjson::SIMDJSON_PADDING, ' ').data();
    char* end = begin;
    if (!unescape(between, end)) return false;
    out = {begin, static_cast<std::size_t>(end - begin)};
    if (begin == meant_.get() + used_) used_ += out.size();
    return true;
}

bool Line::is_string(std::uint32_t mark) const {
    const std::string_view whole = token(mark);
    if (whole.size() < 2 || whole.front() != '"' || whole.back() != '"') return false;
    if (!has_escapes_ || whole.find('\\') == std::string_view::npos) return true;
    return form_fault(whole) == FaultCode::none;
}

bool Line::is_scalar(std::uint32_t mark) const {
    switch (at(mark)) {
        case '"': return is_string(mark);
        case 't': return token(mark) == "true";
        case 'f': return token(mark) == "false";
        case 'n': return token(mark) == "null";
        default: return is_json_number(token(mark));
    }
}

}  // namespace ordain::decode
