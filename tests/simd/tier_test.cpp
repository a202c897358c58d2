// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <cstring>
#include <string>

#include "verbs.hpp"

namespace {

/// Leaves the tier as it was.
struct tier_kept {
  std::string name = eido::target();
  ~tier_kept() { (void)eido::try_force_target(name.c_str()).ok(); }
};

}  // namespace

TEST_CASE("simd/tier: targets() lists the tiers that run here, each once, the one in use among them") {
  const eido::target_list list = eido::targets();
  REQUIRE(list.count > 0);
  int in_use = 0;
  for (const char* name : list) {
    in_use += std::strcmp(name, eido::target()) == 0;
    int same = 0;
    for (const char* other : list) same += std::strcmp(name, other) == 0;
    CHECK(same == 1);
  }
  CHECK(in_use == 1);
  CHECK(list.end() - list.begin() == list.count);
  CHECK(std::string(list.name[0]) == "scalar");
  const auto listed = [&](const char* wanted) {
    for (const char* name : list) {
      if (std::strcmp(name, wanted) == 0) return true;
    }
    return false;
  };
  CHECK(listed("sse2") == (EIDO_TIER_sse2 != 0));  // what every CPU of the architecture has
  CHECK(listed("neon") == (EIDO_TIER_neon != 0));
  CHECK(listed("wasm") == (EIDO_TIER_wasm != 0));
  CHECK(listed("xsimd") == (EIDO_WITH_XSIMD != 0));
}

TEST_CASE("simd/tier: every tier of the list can be forced, and then runs") {
  const tier_kept keep;
  for (const char* name : eido::targets()) {
    REQUIRE(eido::try_force_target(name).ok());
    CHECK(std::string(eido::target()) == name);
    const int lanes = eido_test::verbs_in_use().lanes;
    const std::string tier = name;
    CHECK(lanes == (tier.substr(0, 6) == "avx512" ? 16 : tier.substr(0, 3) == "avx" ? 8 : lanes));
    CHECK(lanes >= 4);
#if EIDO_EXCEPTIONS
    CHECK_NOTHROW(eido::force_target(name));
#endif
  }
}

TEST_CASE("simd/tier: a name that does not run is refused, and the tier stays") {
  const tier_kept keep;
  for (const char* wrong : {"avx9", "", "AVX2", "sse", "sse2 "}) {
    const eido::status refused = eido::try_force_target(wrong);
    CHECK_FALSE(refused.ok());
    CHECK(refused.code() == eido::errc::value_error);
    CHECK(std::string(refused.message()) ==
          std::string("force_target: name = ") + wrong + "; expected one of targets()");
    CHECK(eido::target() == keep.name);
  }
#if EIDO_EXCEPTIONS
  CHECK_THROWS_AS(eido::force_target("avx9"), eido::error);
#endif
}

TEST_CASE("simd/tier: a tier that is not compiled in or not supported is not listed") {
  for (int i = 0; i < eido::detail::tier_count; ++i) {
    bool listed = false;
    for (const char* name : eido::targets()) listed = listed || std::strcmp(name, eido::detail::tier_names[i]) == 0;
    const bool runs = eido::detail::tier_compiled[i] && (eido::detail::probe_cpu() >> i & 1u) != 0;
    CHECK(listed == runs);
    CHECK(eido::try_force_target(eido::detail::tier_names[i]).ok() == runs);
  }
}
