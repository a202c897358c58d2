// SPDX-License-Identifier: MIT
#pragma once

#include "eidograph/resize.hpp"
#include "elements.hpp"

namespace eido::python {

template <class Contract, class T>
inline constexpr bool resizes = requires { &detail::resize_rule<Contract, T>::lay_out; };

template <class... A, class... B>
constexpr types<A..., B...> joined(types<A...>, types<B...>) noexcept {
  return {};
}

/// Those of the types that a contract mixes pixels of, as a list.
template <class Contract>
constexpr auto mixed_by() noexcept {
  return types<>{};
}
template <class Contract, class T, class... Rest>
constexpr auto mixed_by() noexcept {
  if constexpr (resizes<Contract, T>) {
    return joined(types<T>{}, mixed_by<Contract, Rest...>());
  } else {
    return mixed_by<Contract, Rest...>();
  }
}

}  // namespace eido::python
