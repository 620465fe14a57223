#include "runtime/value/decimal.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace ordain;

namespace {

void reads(std::string_view text, int digits, std::int64_t value, bool rounded = false) {
    const Scaled s = read_scaled(text, digits, rounded);
    INFO(text);
    CHECK(s.fault == FaultCode::none);
    CHECK(s.value == value);
}
void fails(std::string_view text, int digits, FaultCode fault, bool rounded = false) {
    INFO(text);
    CHECK(fault_name(read_scaled(text, digits, rounded).fault) == fault_name(fault));
}

}  // namespace

TEST_CASE("decimal text is read exactly") {
    reads("0", 6, 0);
    reads("-0.000e99", 0, 0);
    reads("48250.75", 4, 482'507'500);
    reads("1.50e2", 0, 150);
    reads("0.0015E+3", 1, 15);
    reads("125000e-6", 6, 125'000);
    reads("9223372036854775807", 0, INT64_MAX);
    reads("-9223372036854775808", 0, INT64_MIN);
    reads("1.0000000000000000000000000", 6, 1'000'000);
    reads("1" + std::string(200, '0') + "e-200", 0, 1);
}

TEST_CASE("digits beyond the scale are an error, or rounded half to even") {
    fails("1.5", 0, FaultCode::TOO_MANY_DIGITS);
    fails("1e-100000000000000000000", 6, FaultCode::TOO_MANY_DIGITS);
    reads("0.5", 0, 0, true);
    reads("1.5", 0, 2, true);
    reads("-2.5", 0, -2, true);
    reads("2.5000000000000000000000001", 0, 3, true);
    reads("0.05", 0, 0, true);
    reads("0.95", 0, 1, true);
    reads("1e-100000000000000000000", 6, 0, true);
}

TEST_CASE("digits are asked before size") {
    fails("9223372036854775808", 0, FaultCode::NUMBER_TOO_LARGE);
    fails("-9223372036854775809", 0, FaultCode::NUMBER_TOO_LARGE);
    fails("1e400", 0, FaultCode::NUMBER_TOO_LARGE);
    fails("99999999999999999999.5", 0, FaultCode::TOO_MANY_DIGITS);
    fails("9223372036854775807.5", 0, FaultCode::NUMBER_TOO_LARGE, true);
}

TEST_CASE("only the spelling of JSON numbers is accepted") {
    for (const char* text : {"", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", " 1", "1 ", "1_000", "0x1", "1.5.2", "NaN", "--1"}) {
        fails(text, 6, FaultCode::WRONG_TYPE);
        CHECK_FALSE(is_json_number(text));
    }
    for (const char* text : {"0", "-0", "10", "1e5", "1E-05", "0.10"}) CHECK(is_json_number(text));
}
