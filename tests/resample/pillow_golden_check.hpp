// SPDX-License-Identifier: MIT
// Resizes the images of pillow_golden.hpp and compares the hashes.
#pragma once

#include <doctest/doctest.h>
#include <eidograph/resize.hpp>

#include <string>
#include <vector>

#include "pillow_golden.hpp"
#include "support/hash.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

namespace eido_test {

template <class T, class Contract>
void check_pillow_golden(const pillow_golden& g, const Contract& contract) {
  using namespace eido;
  const auto from = random_values<T>(eido::index(g.h) * g.w * g.channels, g.seed);
  resize_options options;
  if (g.has_box) options.box = box(g.box[0], g.box[1], g.box[2], g.box[3]);
  options.reducing_gap = g.gap;
  check_on_every_target(g.hash, [&] {
    std::vector<T> to(static_cast<std::size_t>(g.out_h * g.out_w * g.channels));
    CHECK(try_resize(view<const T, 3>(from.data(), {g.h, g.w, g.channels}), g.plain ? contract.plain() : contract,
                     view<T, 3>(to.data(), {g.out_h, g.out_w, g.channels}), options)
              .ok());
    return hash_of(to);
  });
}

template <class Contract>
void check_pillow_golden_of_type(const pillow_golden& g, const Contract& contract) {
  const std::string type = g.type;
  type == "u8"    ? check_pillow_golden<eido::u8>(g, contract)
  : type == "u16" ? check_pillow_golden<eido::u16>(g, contract)
  : type == "i32" ? check_pillow_golden<eido::i32>(g, contract)
                  : check_pillow_golden<eido::f32>(g, contract);
}

inline void check_pillow_golden(const pillow_golden& g) {
  namespace pillow = eido::like::pillow;
  const std::string name = g.filter;
  if (name == "nearest") return check_pillow_golden_of_type(g, pillow::nearest);
  if (name == "box") return check_pillow_golden_of_type(g, pillow::box);
  if (name == "bilinear") return check_pillow_golden_of_type(g, pillow::bilinear);
  if (name == "hamming") return check_pillow_golden_of_type(g, pillow::hamming);
  if (name == "bicubic") return check_pillow_golden_of_type(g, pillow::bicubic);
  return check_pillow_golden_of_type(g, pillow::lanczos);
}

/// Checks all hashes of pillow_golden.hpp on every tier; how many.
inline int check_pillow_goldens() {
  int cases = 0;
  for (const pillow_golden& g : pillow_goldens) {
    INFO(std::string(g.filter), " of ", std::string(g.type), ", ", g.channels, " channels, seed ", g.seed);
    check_pillow_golden(g);
    ++cases;
  }
  return cases;
}

}  // namespace eido_test
