// Catch2 2 (Debian 12) and 3 (Debian 13) under one include.
#pragma once

#if QOLTANBA_CATCH2_VERSION == 2
#include <catch2/catch.hpp>
#else
#include <catch2/catch_all.hpp>
using Catch::Matchers::Contains;  // NOLINT(misc-unused-using-decls)
#endif

#include "support/show.hpp"
