// SPDX-License-Identifier: MIT
#pragma once

#include "status.hpp"

#if EIDO_EXCEPTIONS
#include <exception>

namespace eido::inline EIDO_ABI {

/// What the throwing verbs throw: `code()` tells the kind, `what()` names argument, value and expectation.
class error : public std::exception {
 public:
  explicit error(const status& s) noexcept : status_(s) {}
  errc code() const noexcept { return status_.code(); }
  const char* what() const noexcept override { return status_.message(); }

 private:
  status status_;
};

namespace detail {

[[noreturn]] inline void raise(const status& s) { throw error(s); }

inline void raise_if_failed(const status& s) {
  if (!s) raise(s);
}

}  // namespace detail
}  // namespace eido
#endif
