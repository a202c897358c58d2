# SPDX-License-Identifier: MIT
# eidograph::compiled: the kernels of every tier built once, for projects in which many files include eidograph. The
# headers are the same; EIDO_COMPILED=1 turns the kernels in them into declarations.
option(EIDO_BUILD_COMPILED "Build eidograph::compiled, a static library of the kernels" OFF)
if(EIDO_BUILD_COMPILED)
  # a file for each family of kernels, so that they build side by side
  file(GLOB families CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/include include/eidograph/*/*_kernels.hpp)
  set(sources "")
  foreach(family ${families})
    string(MAKE_C_IDENTIFIER ${family} name)
    set(source ${PROJECT_BINARY_DIR}/kernels/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "#define EIDO_COMPILING 1\n#include <${family}>\n" @ONLY)
    list(APPEND sources ${source})
  endforeach()
  add_library(eidograph_compiled STATIC ${sources})
  target_link_libraries(eidograph_compiled PUBLIC eidograph_core)
  target_compile_definitions(eidograph_compiled INTERFACE EIDO_COMPILED=1)
  set_target_properties(eidograph_compiled PROPERTIES EXPORT_NAME compiled POSITION_INDEPENDENT_CODE ON)
  add_library(eidograph::compiled ALIAS eidograph_compiled)
  install(TARGETS eidograph_compiled EXPORT eidographTargets)
endif()
