// SPDX-License-Identifier: MIT
#include <string>

#include "eidograph/base/config.hpp"
#include "rooms.hpp"

PYBIND11_MODULE(_core, m) {
  pybind11::options with_our_signatures;
  with_our_signatures.disable_function_signatures();
  m.doc() = "The compiled part of eidograph.";
  m.attr("__version__") = std::to_string(EIDO_VERSION_MAJOR) + "." + std::to_string(EIDO_VERSION_MINOR) + "." +
                          std::to_string(EIDO_VERSION_PATCH);
  eido::python::bind_like(m);
  eido::python::bind_targets(m);
  eido::python::bind_resample(m);
  eido::python::bind_resample_reduce(m);
  eido::python::bind_convert(m);
  eido::python::bind_geometry(m);
  eido::python::bind_reduce(m);
  eido::python::bind_upsample(m);
  eido::python::bind_overlay(m);
  eido::python::bind_overlay_logits(m);
  eido::python::bind_blends(m);
  eido::python::bind_paints(m);
  eido::python::bind_recipe(m);
  eido::python::bind_io(m);
}
