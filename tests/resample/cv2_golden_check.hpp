// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>
#include <eidograph/resize.hpp>

#include <string>
#include <vector>

#include "cv2_golden.hpp"
#include "support/hash.hpp"
#include "support/pattern.hpp"

namespace eido_test {

template <class T, class Contract>
std::string cv2_hash(const cv2_golden& g, Contract contract) {
  const auto src = random_values<T>(eido::index(g.h) * g.w * g.channels, g.seed);
  std::vector<T> dst(static_cast<std::size_t>(g.out_h * g.out_w * g.channels));
  const eido::status s = eido::try_resize(eido::view<const T, 3>(src.data(), {g.h, g.w, g.channels}), contract,
                                          eido::view<T, 3>(dst.data(), {g.out_h, g.out_w, g.channels}));
  return s ? hash_of(dst) : s.message();
}

template <class T>
std::string cv2_hash(const cv2_golden& g) {
  namespace cv2 = eido::like::cv2;
  const std::string mode = g.mode;
  if (mode == "nearest") return cv2_hash<T>(g, cv2::nearest);
  if (mode == "nearest_exact") return cv2_hash<T>(g, cv2::nearest_exact);
  if (mode == "linear") return cv2_hash<T>(g, cv2::linear);
  if (mode == "linear_exact") return cv2_hash<T>(g, cv2::linear_exact);
  if (mode == "area") return cv2_hash<T>(g, cv2::area);
  if (mode == "cubic") return cv2_hash<T>(g, cv2::cubic);
  return cv2_hash<T>(g, cv2::lanczos4);
}

/// Checks every hash that OpenCV wrote; returns how many there are.
inline int check_cv2_goldens() {
  int cases = 0;
  for (const cv2_golden& g : cv2_goldens) {
    CAPTURE(g.mode);
    CAPTURE(g.f32);
    CAPTURE(g.seed);
    CHECK((g.f32 ? cv2_hash<eido::f32>(g) : cv2_hash<eido::u8>(g)) == g.hash);
    ++cases;
  }
  return cases;
}

}  // namespace eido_test
