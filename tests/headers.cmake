# SPDX-License-Identifier: MIT
# The whole core runs without exceptions and RTTI.
add_executable(no_exceptions consumer/core_app.cpp)
target_link_libraries(no_exceptions PRIVATE eidograph::core eido_test_flags)
target_compile_options(no_exceptions PRIVATE -fno-exceptions -fno-rtti)
add_test(NAME "core: runs without exceptions and RTTI" COMMAND no_exceptions)

# The rest with one compiler: the tests include every header with all of them.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  return()
endif()

# Every header compiles alone, twice in a row, without a warning; the core ones also without exceptions and RTTI and
# after somebody has defined min and max as macros.
set(include_dir ${PROJECT_SOURCE_DIR}/include)
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${include_dir} ${include_dir}/eidograph/*.hpp)
# compiled once for each tier by the header that they belong to
list(FILTER headers EXCLUDE REGEX "(\\.kernel|/foreach_tier)\\.hpp$")
if(NOT JPEG_FOUND)
  list(FILTER headers EXCLUDE REGEX "jpeg_turbo")
endif()
set(alone "")
set(alone_core "")
foreach(header ${headers})
  string(MAKE_C_IDENTIFIER ${header} name)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/headers/${name}.cpp)
  if(header MATCHES "eidograph/(numpy/.*|eidograph.hpp|io.hpp)$")
    file(CONFIGURE OUTPUT ${source} CONTENT "#include <${header}>\n#include <${header}>\n" @ONLY)
    list(APPEND alone ${source})
  else()
    file(CONFIGURE OUTPUT ${source} @ONLY CONTENT "\
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#include <${header}>
#include <${header}>
")
    list(APPEND alone_core ${source})
  endif()
endforeach()
add_library(headers_alone OBJECT ${alone})
target_link_libraries(headers_alone PRIVATE eidograph::io eido_test_flags)
add_library(headers_alone_core OBJECT ${alone_core})
target_link_libraries(headers_alone_core PRIVATE eidograph::io eido_test_flags)
target_compile_options(headers_alone_core PRIVATE -fno-exceptions -fno-rtti)
# the standard library undefines the macros, so it comes first
target_precompile_headers(headers_alone_core PRIVATE <atomic> <cmath> <bit> <csetjmp> <cstdio> <cstdlib> <cstring> <limits>
  <exception> <filesystem> <new> <thread> <type_traits> <utility>)
# what they declare is at stake here; kernels.hpp files keep their kernels
foreach(source ${alone} ${alone_core})
  if(NOT source MATCHES "_kernels_hpp")
    set_source_files_properties(${source} PROPERTIES COMPILE_DEFINITIONS EIDO_COMPILED=1)
  endif()
endforeach()
target_compile_options(headers_alone PRIVATE -O0)
target_compile_options(headers_alone_core PRIVATE -O0)
