// Cells of CSV files as the constants, ranges and comparisons of the language.
#pragma once

#include "compiler/sema/checker.hpp"
#include "compiler/sema/csv.hpp"

namespace ordain::sema {

/// Reads and adds the file that `from` names; reports at `from` when it can't be read, else in the file itself.
std::optional<CsvTable> open_csv(Checker& checker, const syntax::String& from, std::uint32_t tree);

/// `text` as a literal, signed or not, or a name; nullopt when it is neither. Silent. `text` must outlive the result.
std::optional<syntax::SignedLiteral> scan_constant(std::string_view text, Span span);

/// One cell as a constant of type `type`: texts stand without quotes, enumerators also in their JSON spelling, amounts also without
/// their currency. Reports.
std::optional<typed::Value> csv_constant(Checker& checker, const CsvCell& cell, Type type, std::uint32_t tree);

/// One cell as an unsigned or signed literal or a name, towards type `type` (TypeKind::error: not known yet). Reports. The views of
/// the result live as long as `cell` and the checker.
std::optional<syntax::SignedLiteral> csv_literal(Checker& checker, const CsvCell& cell, Type type);

/// A key cell of a type other than text: `-`, an exact value, a range or a comparison. Reports. Views as in csv_literal.
std::optional<syntax::Cell> csv_key(Checker& checker, const CsvCell& cell, Type type);

}  // namespace ordain::sema
