# SPDX-License-Identifier: MIT
# eidograph::compiled: the kernels of every tier built once, for projects in which many files include eidograph. The
# headers are the same; EIDO_COMPILED=1 turns the kernels in them into declarations.
option(EIDO_BUILD_COMPILED "Build eidograph::compiled, a static library of the kernels" OFF)
if(EIDO_BUILD_COMPILED)
  file(GLOB families CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/include include/eidograph/*/*_kernels.hpp)
  list(TRANSFORM families REPLACE "(.+)" "#include <\\1>\n")
  list(JOIN families "" includes)
  file(CONFIGURE OUTPUT kernels.cpp CONTENT "#define EIDO_COMPILING 1\n${includes}" @ONLY)
  add_library(eidograph_compiled STATIC ${PROJECT_BINARY_DIR}/kernels.cpp)
  target_link_libraries(eidograph_compiled PUBLIC eidograph_core)
  target_compile_definitions(eidograph_compiled INTERFACE EIDO_COMPILED=1)
  set_target_properties(eidograph_compiled PROPERTIES EXPORT_NAME compiled POSITION_INDEPENDENT_CODE ON)
  add_library(eidograph::compiled ALIAS eidograph_compiled)
  install(TARGETS eidograph_compiled EXPORT eidographTargets)
endif()
