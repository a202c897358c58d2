// SPDX-License-Identifier: MIT
// exp_down and log_normal: their errors, against double, and their bits, which are the same everywhere.
#include <cmath>

#include "lanewise.hpp"
#include "support/hash.hpp"

namespace eido_test {

using eido::f64;

namespace {

u32 bits_of(f32 x) {
  u32 r;
  std::memcpy(&r, &x, sizeof r);
  return r;
}

struct findings {
  f64 worst = 0, worst_denormal = 0;  // in units of the last place of the true value
  bool monotone = true;
  std::string hash;
};

/// f at every `step`-th float whose bits lie in [from, to); the results must not rise (fall, where rises is set).
template <class F>
findings sweep(const verbs& t, verb f, u32 from, u32 to, u32 step, bool rises, F truth) {
  findings r;
  std::vector<f32> all;
  const u32 count = (to - from) / step / 16 * 16;  // as many for every width
  for (u32 at = from, end = from + count * step; at < end;) {
    f32 x[16], y[16];
    for (int i = 0; i < t.lanes; ++i, at += step) std::memcpy(x + i, &at, sizeof at);
    f(x, nullptr, nullptr, y);
    for (int i = 0; i < t.lanes; ++i) {
      const f64 wanted = truth(static_cast<f64>(x[i]));
      const bool denormal = std::fabs(wanted) < 0x1p-126;
      int exponent = -125;
      if (!denormal) std::frexp(wanted, &exponent);
      const f64 error = std::fabs(static_cast<f64>(y[i]) - wanted) / std::ldexp(1.0, exponent - 24);
      f64& worst = denormal ? r.worst_denormal : r.worst;
      worst = error > worst ? error : worst;
      if (!all.empty()) r.monotone = r.monotone && (rises ? y[i] >= all.back() : y[i] <= all.back());
      all.push_back(y[i]);
    }
  }
  r.hash = hash_of(all);
  return r;
}

}  // namespace

TEST_CASE("simd/exp_log: errors and bits of exp_down") {
  for (const verbs& t : all_tiers()) {
    INFO("tier ", t.tier);
    const findings r =
        sweep(t, t.exp_down, 0x80000000u, bits_of(-105.0f), 1009, false, [](f64 x) { return std::exp(x); });
    CHECK(r.worst < 0.912);
    CHECK(r.worst_denormal < (has_denormals ? 0.763 : 1.0e9));
    CHECK(r.monotone);
    if (has_denormals) CHECK(r.hash == "667f5ef1775be119ed3e6b368aab24e8");
  }
}

TEST_CASE("simd/exp_log: errors and bits of log_normal") {
  for (const verbs& t : all_tiers()) {
    INFO("tier ", t.tier);
    const findings r =
        sweep(t, t.log_normal, bits_of(1.0f), bits_of(0x1p32f), 251, true, [](f64 x) { return std::log(x); });
    CHECK(r.worst < 0.834);
    if (has_denormals) CHECK(r.hash == "fddc4c308e0bf7e49d1ee61758c1343f");
  }
}

TEST_CASE("simd/exp_log: the ends") {
  constexpr f32 infinity = std::numeric_limits<f32>::infinity(), nan = std::numeric_limits<f32>::quiet_NaN();
  for (const verbs& t : all_tiers()) {
    INFO("tier ", t.tier);
    const f32 x[20] = {0.0f, -0.0f, -infinity, nan, -104.0f, -3e38f, -1e-30f, -nan}, ones[16] = {1, 1, 1, 1};
    f32 y[16];
    const f32 wanted[] = {1, 1, 0, nan, 0, 0, 1, nan};
    for (int from = 0; from < 8; from += 4) {
      t.exp_down(x + from, nullptr, nullptr, y);
      for (int i = 0; i < 4; ++i) CHECK(same(y[i], wanted[from + i]));
    }
    t.log_normal(ones, nullptr, nullptr, y);
    CHECK(bits_of(y[0]) == 0);
  }
}

}  // namespace eido_test
