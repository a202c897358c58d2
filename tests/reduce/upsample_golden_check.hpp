// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/hash.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"
#include "upsample_contracts.hpp"
#include "upsample_golden.hpp"

namespace eido_test {

/// (classes, h, w); make_golden.py makes the same.
inline std::vector<eido::f32> golden_logits(const upsample_golden& g) {
  using namespace eido;
  const eido::index plane = eido::index(g.h) * g.w;
  std::vector<f32> values = random_values<f32>(g.classes * plane, g.seed);
  if (g.kind == 0) return values;
  const std::vector<f32> noise = values;
  for (eido::index i = 0; i < g.classes * plane; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const int k = static_cast<int>(i / plane), y = static_cast<int>(i % plane / g.w), x = static_cast<int>(i % g.w);
    const int slope = (k * 7 % 5 - 2) * (x - g.w / 2) + (k * 3 % 5 - 2) * (y - g.h / 2);
    switch (g.kind) {
      case 1: values[at] = static_cast<f32>(static_cast<int>(noise[at] / 24)); break;
      case 2: values[at] = static_cast<f32>(slope) + noise[at] * 0x1p-6f; break;
      default: values[at] = noise[static_cast<std::size_t>(i % plane)] * (1 + static_cast<f32>(k * 5 % 7) * 0x1p-23f);
    }
  }
  return values;
}

/// Checks all hashes of upsample_golden.hpp on every tier, without and with scores; how many.
inline int check_upsample_goldens() {
  using namespace eido;
  int cases = 0;
  for (const upsample_golden& g : upsample_goldens) {
    INFO(std::string(g.contract), ", seed ", g.seed);
    std::vector<f32> given = golden_logits(g);
    const view<const f32, 3> chw(given.data(), {g.classes, g.h, g.w});
    std::vector<f32> turned;
    upsample_options options;
    if (g.hwc) {
      options.layout = logits_layout::hwc;
      for (eido::index i = 0; i < eido::index(g.h) * g.w; ++i) {
        for (eido::index k = 0; k < g.classes; ++k) turned.push_back(chw.at(k, i / g.w, i % g.w));
      }
    }
    const view<const f32, 3> logits = g.hwc ? view<const f32, 3>(turned.data(), {g.h, g.w, g.classes}) : chw;
    check_on_every_target(std::string(g.ids) + g.scores, [&] {
      const auto size = static_cast<std::size_t>(g.out_h * g.out_w);
      std::vector<u8> ids(size, 1), again(size, 2);
      std::vector<f32> scores(size);
      const auto run = [&](std::vector<u8>& out, const upsample_options& chosen) {
        CHECK(with_upsampling(g.contract, [&](const auto& contract) {
                return try_upsample_argmax(logits, hw(g.out_h, g.out_w), contract, chosen,
                                           view<u8, 2>(out.data(), {g.out_h, g.out_w}));
              }).ok());
      };
      run(ids, options);
      upsample_options scored = options;
      scored.scores = view<f32, 2>(scores.data(), {g.out_h, g.out_w});
      run(again, scored);
      CHECK(ids == again);
      return hash_of(ids) + hash_of(scores);
    });
    ++cases;
  }
  return cases;
}

}  // namespace eido_test
