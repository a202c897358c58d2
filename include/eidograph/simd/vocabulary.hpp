// SPDX-License-Identifier: MIT
#pragma once

#include "region.hpp"
#include "tier.hpp"

// The vocabulary of every tier that this file is compiled with: eido::simd::<tier>::load, add, ... (isa/scalar.hpp
// defines what each verb means).

#if EIDO_TIER_scalar || EIDO_TIER_xsimd
#include "isa/scalar.hpp"
#endif
#if EIDO_TIER_xsimd
#include "isa/xsimd.hpp"
#endif
#if EIDO_TIER_wasm
#include "isa/wasm.hpp"
#endif
#if EIDO_X86
#include "isa/x86.hpp"
#endif
#if EIDO_ARM
#include "isa/neon.hpp"
#endif
