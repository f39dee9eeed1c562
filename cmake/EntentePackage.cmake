# `cpack --preset release` makes a package for Debian and an archive of what is installed.

set(CPACK_PACKAGE_NAME entente)
set(CPACK_PACKAGE_CONTACT "The entente contributors <contributors@entente.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "temporal knowledge graph: command line and C++ library")
set(CPACK_PACKAGE_DESCRIPTION
    "Holds entities and relations, each true for a stretch of time that is often
only vaguely known, and answers questions about them in openCypher with a
temporal extension. Doubt in dates is carried through every query.

The package holds the command line, the C++ library with its headers, pages,
schemas, examples and data sets.")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/package")
set(CPACK_PACKAGE_FILE_NAME "entente-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # what the program needs is read from it
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS graphviz)
# What building on the library takes.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS
    "g++, cmake, libabsl-dev, libboost-dev, libboost-iostreams-dev, libexpat1-dev, libfmt-dev, libhowardhinnant-date-dev, libmd-dev, libre2-dev, librocksdb-dev, libutf8proc-dev, libzstd-dev"
)

include(CPack)
