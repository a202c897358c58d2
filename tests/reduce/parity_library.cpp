// SPDX-License-Identifier: MIT
// upsample_argmax behind a C interface, for parity_upsample.py.
#include <cstdio>

#include "upsample_contracts.hpp"

using namespace eido;

/// shape: of the logits, in their layout. ids, scores: h * w; scores may be null. 0 when it went well.
extern "C" int parity_upsample_argmax(const char* name, const float* logits, const std::ptrdiff_t* shape, int hwc,
                                      std::ptrdiff_t h, std::ptrdiff_t w, std::uint16_t* ids, float* scores) {
  const view<const f32, 3> x(logits, {shape[0], shape[1], shape[2]});
  upsample_options options;
  options.layout = hwc ? logits_layout::hwc : logits_layout::chw;
  if (scores) options.scores = view<f32, 2>(scores, {h, w});
  const status s = eido_test::with_upsampling(name, [&](const auto& contract) {
    return try_upsample_argmax(x, hw(h, w), contract, options, view<u16, 2>(ids, {h, w}));
  });
  if (!s) std::fprintf(stderr, "%s\n", s.message());
  return s ? 0 : 1;
}
