# Installed: headers, the library, the command line, and a CMake package found with find_package(entente).

include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/entente")
install(TARGETS entente EXPORT entente-targets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT entente-targets NAMESPACE entente:: DESTINATION "${package_dir}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/entente" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(FILES "${ENTENTE_GENERATED_DIR}/entente/version.hpp" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/entente")

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/entente-config.cmake.in" "${PROJECT_BINARY_DIR}/entente-config.cmake"
  INSTALL_DESTINATION "${package_dir}"
)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/entente-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(
  FILES "${PROJECT_BINARY_DIR}/entente-config.cmake" "${PROJECT_BINARY_DIR}/entente-config-version.cmake"
        "${PROJECT_SOURCE_DIR}/cmake/FindRocksDB.cmake" "${PROJECT_SOURCE_DIR}/cmake/Findre2.cmake"
        "${PROJECT_SOURCE_DIR}/cmake/Findutf8proc.cmake" "${PROJECT_SOURCE_DIR}/cmake/FindZstd.cmake"
  DESTINATION "${package_dir}"
)
if(TARGET entente_cli)
  install(TARGETS entente_cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
