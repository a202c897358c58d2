# SPDX-License-Identifier: MIT
include(CMakePackageConfigHelpers)

install(DIRECTORY include/eidograph DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp" PATTERN "*.inl")
install(TARGETS eidograph_core eidograph_io eidograph_eidograph EXPORT eidographTargets)
set(package_dir ${CMAKE_INSTALL_DATADIR}/cmake/eidograph)
install(EXPORT eidographTargets NAMESPACE eidograph:: DESTINATION ${package_dir})
configure_package_config_file(cmake/eidographConfig.cmake.in eidographConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(eidographConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/eidographConfig.cmake ${PROJECT_BINARY_DIR}/eidographConfigVersion.cmake
        DESTINATION ${package_dir})
