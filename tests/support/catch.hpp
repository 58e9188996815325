// Catch2 2 (Debian 12) and 3 (Debian 13) under one include.
#pragma once

#if QOLTANBA_CATCH2_VERSION == 2
#include <catch2/catch.hpp>
#else
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_adapters.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#endif

#include "support/show.hpp"
