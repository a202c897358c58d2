// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "cases.hpp"
#include "golden.hpp"
#include "support/hash.hpp"
#include "support/pattern.hpp"

using namespace eido;
using eido_test::rule;

namespace {

/// As reference.py's draw().
void draw(rule which, const i64* raw, i64 (&in)[6]) {
  const bool crop = which == rule::torchvision_center_crop || which == rule::hf_center_crop;
  const i64 most = crop ? 60 : raw[5] % 16 == 0 ? 1 << 22 : 2500, size = crop ? 60 : 1300;
  in[0] = 1 + raw[0] % most;
  in[1] = 1 + raw[1] % most;
  in[2] = 1 + raw[2] % size;
  in[3] = 1 + raw[3] % size;
  in[4] = raw[4] % 12;
  in[5] = which == rule::ultralytics ? raw[5] / 16 % 3 * 32 : raw[5] / 16 % 12;
}

}  // namespace

TEST_CASE("geometry/golden: sizes and positions are those of Pillow, torchvision, transformers and ultralytics") {
  u32 seed = 0;
  for (const geometry_golden& golden : geometry_goldens) {
    const rule which = static_cast<rule>(seed++);
    CAPTURE(static_cast<int>(which));
    eido_test::pattern numbers(seed);
    std::vector<i64> all;
    for (int k = 0; k < golden.cases; ++k) {
      i64 raw[6], in[6], out[8];
      for (i64& x : raw) x = static_cast<i64>(numbers.next());
      draw(which, raw, in);
      eido_test::evaluate(which, in, out);
      all.insert(all.end(), out, out + 8);
    }
    CHECK(eido_test::hash_of(all) == golden.hash);
  }
  CHECK(seed == 12);
}
