// What swapping bundles does to decisions.
#pragma once

#include <string>

namespace ordain::bench {

/// One thread decides events, as a service would, while another opens a bundle every 50 ms and puts it in the place of the one in use.
/// Prints what decisions take with and without that.
void measure_swaps(const std::string& source);

}  // namespace ordain::bench
