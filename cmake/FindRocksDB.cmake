# Finds RocksDB's shared library, which brings its own compression libraries along: sets RocksDB_FOUND and defines the imported target RocksDB::rocksdb.

find_path(RocksDB_INCLUDE_DIR rocksdb/db.h)
find_library(RocksDB_LIBRARY rocksdb)
mark_as_advanced(RocksDB_INCLUDE_DIR RocksDB_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(RocksDB REQUIRED_VARS RocksDB_LIBRARY RocksDB_INCLUDE_DIR)

if(RocksDB_FOUND AND NOT TARGET RocksDB::rocksdb)
  add_library(RocksDB::rocksdb UNKNOWN IMPORTED)
  set_target_properties(RocksDB::rocksdb PROPERTIES IMPORTED_LOCATION "${RocksDB_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES
                                                                     "${RocksDB_INCLUDE_DIR}")
endif()
