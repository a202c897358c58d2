// SPDX-License-Identifier: MIT
#include "eidograph/simd/tier.hpp"

#include "arrays.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

py::list target_names() {
  py::list names;
  for (const char* name : targets()) names.append(name);
  return names;
}

void use_target(const py::object& name) {
  if (const status s = try_force_target(string_argument("force_target", "name", name)); !s) raise(s);
}

}  // namespace

void bind_targets(py::module_& m) {
  m.def("targets", target_names, R"(targets()
--

The instruction sets that this build has kernels for and this CPU runs, the slowest first.)");
  m.def(
      "target", [] { return target(); }, R"(target()
--

The instruction set in use: the last of targets(), or what the environment variable EIDO_TARGET names.)");
  m.def("force_target", use_target, py::arg("name"), R"(force_target(name)
--

Uses this instruction set from now on, in every thread. All of them give the same bits: for tests and measurements.
Raises ValueError for a name that targets() does not list.)");
}

}  // namespace eido::python
