// SPDX-License-Identifier: MIT
#pragma once

#include "../base/types.hpp"

namespace eido::inline EIDO_ABI::detail {

/// The Taps pixels nearest to an output, each as far as the image goes: those beyond repeat the border.
template <int Taps>
struct near_taps {
  f32 weight[Taps];
  i32 at[Taps];  // pixels from the first of the window
};

}  // namespace eido::detail
