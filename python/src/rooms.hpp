// SPDX-License-Identifier: MIT
#pragma once

#include <pybind11/pybind11.h>

namespace eido::python {

// Each file puts its verbs into the module. Docstrings begin with a signature and "--" so that inspect.signature works.
void bind_like(pybind11::module_& m);
void bind_targets(pybind11::module_& m);
void bind_resample(pybind11::module_& m);
void bind_resample_reduce(pybind11::module_& m);
void bind_convert(pybind11::module_& m);
void bind_geometry(pybind11::module_& m);
void bind_reduce(pybind11::module_& m);
void bind_upsample(pybind11::module_& m);
void bind_overlay(pybind11::module_& m);
void bind_overlay_logits(pybind11::module_& m);
void bind_blends(pybind11::module_& m);
void bind_paints(pybind11::module_& m);
void bind_recipe(pybind11::module_& m);
void bind_io(pybind11::module_& m);

}  // namespace eido::python
