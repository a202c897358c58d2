# SPDX-License-Identifier: MIT
# The packages that a target may need, looked for once. A missing one is reported where its target is used, so that
# somebody who wants eidograph::core only needs none of them.

# Debian's xsimd and xtensor configs link xtl without finding it themselves.
find_package(xtl QUIET)
find_package(xtensor QUIET)
function(eido_link_xtensor target)
  if(TARGET xtensor)
    target_link_libraries(${target} INTERFACE xtensor)
  else()
    message(STATUS "xtensor not found: eidograph::eidograph needs its headers on the include path")
  endif()
endfunction()

find_path(EIDO_STB_INCLUDE_DIR NAMES stb/stb_image.h stb_image.h DOC "Folder of stb_image.h, or of stb/stb_image.h")
function(eido_link_stb target)
  if(EIDO_STB_INCLUDE_DIR)
    # as a system folder it would be searched first and hide nothing of ours; /usr/include must not be named at all
    if(NOT EIDO_STB_INCLUDE_DIR STREQUAL "/usr/include")
      target_include_directories(${target} SYSTEM INTERFACE $<BUILD_INTERFACE:${EIDO_STB_INCLUDE_DIR}>)
    endif()
  else()
    message(STATUS "stb not found: eidograph::io needs its headers on the include path")
  endif()
endfunction()

# libjpeg-turbo gives Pillow's pixels; without it stb reads JPEG files with slightly other ones.
option(EIDO_WITH_LIBJPEG "Read and write JPEG files with libjpeg-turbo when it is found" ON)
if(EIDO_WITH_LIBJPEG)
  find_package(JPEG QUIET)
endif()
function(eido_link_jpeg target)
  if(EIDO_WITH_LIBJPEG AND JPEG_FOUND)
    target_link_libraries(${target} INTERFACE JPEG::JPEG)
    target_compile_definitions(${target} INTERFACE EIDO_WITH_LIBJPEG=1)
  endif()
endfunction()
