// Result<T> is part of the public headers; everything else includes it from here.
#pragma once

#include "ordain/result.hpp"  // IWYU pragma: export
