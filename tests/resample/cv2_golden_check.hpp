// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>
#include <eidograph/resize.hpp>

#include <string>
#include <vector>

#include "cv2_golden.hpp"
#include "support/hash.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

namespace eido_test {

template <class T, class Contract>
void check_cv2_golden(const cv2_golden& g, Contract contract) {
  const auto src = random_values<T>(eido::index(g.h) * g.w * g.channels, g.seed);
  check_on_every_target(g.hash, [&] {
    std::vector<T> dst(static_cast<std::size_t>(g.out_h * g.out_w * g.channels));
    const eido::status s = eido::try_resize(eido::view<const T, 3>(src.data(), {g.h, g.w, g.channels}), contract,
                                            eido::view<T, 3>(dst.data(), {g.out_h, g.out_w, g.channels}));
    return s ? hash_of(dst) : s.message();
  });
}

template <class T>
void check_cv2_golden(const cv2_golden& g) {
  namespace cv2 = eido::like::cv2;
  const std::string mode = g.mode;
  if (mode == "nearest") return check_cv2_golden<T>(g, cv2::nearest);
  if (mode == "nearest_exact") return check_cv2_golden<T>(g, cv2::nearest_exact);
  if (mode == "linear") return check_cv2_golden<T>(g, cv2::linear);
  if (mode == "linear_exact") return check_cv2_golden<T>(g, cv2::linear_exact);
  if (mode == "area") return check_cv2_golden<T>(g, cv2::area);
  if (mode == "cubic") return check_cv2_golden<T>(g, cv2::cubic);
  return check_cv2_golden<T>(g, cv2::lanczos4);
}

/// Checks every hash that OpenCV wrote on every tier; returns how many there are.
inline int check_cv2_goldens() {
  int cases = 0;
  for (const cv2_golden& g : cv2_goldens) {
    INFO(std::string(g.mode), g.f32 ? " of f32" : " of u8", ", seed ", g.seed);
    g.f32 ? check_cv2_golden<eido::f32>(g) : check_cv2_golden<eido::u8>(g);
    ++cases;
  }
  return cases;
}

}  // namespace eido_test
