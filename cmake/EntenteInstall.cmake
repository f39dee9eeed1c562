# Installed: the command line with its manual page and completions, the library, its headers and a CMake package found
# with find_package(entente), and below share/ the data sets, schemas, pages and examples.

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
        "${PROJECT_SOURCE_DIR}/cmake/FindLibMd.cmake" "${PROJECT_SOURCE_DIR}/cmake/FindRocksDB.cmake" "${PROJECT_SOURCE_DIR}/cmake/Findre2.cmake"
        "${PROJECT_SOURCE_DIR}/cmake/Findutf8proc.cmake" "${PROJECT_SOURCE_DIR}/cmake/FindZstd.cmake"
  DESTINATION "${package_dir}"
)

# The program writes its own manual page and completions, so that they say what it takes.
if(TARGET entente_cli)
  install(TARGETS entente_cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
  set(written "${PROJECT_BINARY_DIR}/share")
  file(MAKE_DIRECTORY "${written}")
  add_custom_command(
    OUTPUT "${written}/entente.1.gz" "${written}/entente.bash" "${written}/_entente" "${written}/entente.fish"
    COMMAND entente_cli help --man > "${written}/entente.1"
    COMMAND gzip -9nc "${written}/entente.1" > "${written}/entente.1.gz"
    COMMAND entente_cli completion bash > "${written}/entente.bash"
    COMMAND entente_cli completion zsh > "${written}/_entente"
    COMMAND entente_cli completion fish > "${written}/entente.fish"
    DEPENDS entente_cli
    COMMENT "Writing the manual page and the completions"
    VERBATIM
  )
  add_custom_target(entente_share ALL DEPENDS "${written}/entente.1.gz")
  install(FILES "${written}/entente.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
  install(FILES "${written}/entente.bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME entente)
  install(FILES "${written}/entente.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
  # Where zsh looks by itself below /usr/local, and where Debian's looks below /usr.
  foreach(folder IN ITEMS site-functions vendor-completions)
    install(FILES "${written}/_entente" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/${folder}")
  endforeach()
endif()

# Pages stand to one another as they do here, so that their links lead on.
set(share "${CMAKE_INSTALL_DATADIR}/entente")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/graph-data" DESTINATION "${share}")
# Schemas lie in one folder, and refer to one another in it.
file(GLOB_RECURSE schemas CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/*.schema.json" "${PROJECT_SOURCE_DIR}/graph-data/*.schema.json")
foreach(schema IN LISTS schemas)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${schema}")
  file(READ "${schema}" text)
  string(REPLACE "\"../../../graph-data/" "\"" text "${text}")
  cmake_path(GET schema FILENAME name)
  file(WRITE "${PROJECT_BINARY_DIR}/schemas/${name}" "${text}")
  install(FILES "${PROJECT_BINARY_DIR}/schemas/${name}" DESTINATION "${share}/schemas")
endforeach()

install(FILES "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs" "${PROJECT_SOURCE_DIR}/queries" "${PROJECT_SOURCE_DIR}/examples"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}")
file(GLOB_RECURSE pages CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/src/*.md"
     "${PROJECT_SOURCE_DIR}/src/*.schema.json" "${PROJECT_SOURCE_DIR}/tests/*.md" "${PROJECT_SOURCE_DIR}/tools/*.md")
foreach(page IN LISTS pages)
  cmake_path(GET page PARENT_PATH folder)
  install(FILES "${PROJECT_SOURCE_DIR}/${page}" DESTINATION "${CMAKE_INSTALL_DOCDIR}/${folder}")
endforeach()

function(entente_install_link name target)
  install(
    CODE "file(MAKE_DIRECTORY \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DOCDIR}\")
          file(CREATE_LINK \"${target}\" \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DOCDIR}/${name}\" SYMBOLIC)"
  )
endfunction()
entente_install_link(LICENSE copyright)
file(RELATIVE_PATH to_share "/${CMAKE_INSTALL_DOCDIR}" "/${share}")
entente_install_link(graph-data "${to_share}/graph-data")
file(RELATIVE_PATH to_include "/${CMAKE_INSTALL_DOCDIR}" "/${CMAKE_INSTALL_INCLUDEDIR}")
entente_install_link(include "${to_include}")
