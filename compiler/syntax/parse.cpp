// The only file that compiles the grammar. Entries: parse(), parse_expression().
#include "compiler/syntax/parse.hpp"

#include "compiler/syntax/actions_policies.hpp"
#include "compiler/syntax/actions_tests.hpp"
#include "compiler/syntax/check_text.hpp"

namespace ordain::syntax {
namespace {

namespace pegtl = grammar::pegtl;

/// Matches Rule at the beginning of `text`; what it reads is in the builder's tree, what is wrong has been reported.
template <typename Rule>
void match(std::string_view text, Builder& builder) {
    pegtl::memory_input<pegtl::tracking_mode::lazy> in(text.data(), text.data() + text.size(), std::string_view{});
    (void)pegtl::parse<Rule, action, pegtl::normal, pegtl::apply_mode::action, pegtl::rewind_mode::dontcare>(in, builder);
}

}  // namespace

Tree parse(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics) {
    const SourceSet::File& source = sources.file(file);
    std::string_view text = source.text;
    Tree tree;
    tree.file = file;
    const Span whole{file, 0, static_cast<std::uint32_t>(text.size())};
    if (text.size() > limits::source_bytes) {
        tree.unread.push_back(whole);
        diagnostics.report(DiagKind::file_too_large, Span{file, 0, 0}, "this file is larger than {} MiB", limits::source_bytes >> 20);
        return tree;
    }
    if (!check_text(text, file, tree.comments, diagnostics)) {
        tree.unread.push_back(whole);
        return tree;
    }
    const std::uint32_t begin = byte_order_mark(text);
    text.remove_prefix(begin);
    tree.exprs.reserve(text.size() / 12);  // what short rules need, about; memory that is not touched costs nothing
    Builder builder(tree, diagnostics, text, file, begin);
    match<grammar::file>(text, builder);
    builder.check_module(source.path);
    return tree;
}

ExprId parse_expression(std::string_view text, Span place, Diagnostics& diagnostics, Tree& tree) {
    const std::size_t exprs = tree.exprs.size(), needs = tree.needs.size();
    Builder builder(tree, diagnostics, text, place.file, place.begin);
    match<grammar::whole_expression>(text, builder);
    if (!builder.failed() && builder.problems() == 0 && builder.expr_count() == 1) return builder.pop();
    tree.exprs.resize(exprs);
    tree.needs.resize(needs);
    return {};
}

}  // namespace ordain::syntax
