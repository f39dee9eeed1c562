# entente_module(NAME <module> [DEPENDS <lower module>...] [LIBRARIES <imported target>...])
#
# One folder src/<module>, one library entente_<module>. The layers are
#
#   base < { time | measures } < model < { graph | storage | formats } < algorithms < query < db < { server, tools }
#
# and a module may depend on lower layers only. A wrong order stops the configure step. Tests link the modules they
# need, so that a fault in a higher layer does not stop the tests of a lower one; everybody else links `entente`.

set(ENTENTE_LAYER_base 0)
set(ENTENTE_LAYER_time 1)
set(ENTENTE_LAYER_measures 1)
set(ENTENTE_LAYER_model 2)
set(ENTENTE_LAYER_graph 3)
set(ENTENTE_LAYER_storage 3)
set(ENTENTE_LAYER_formats 3)
set(ENTENTE_LAYER_algorithms 4)
set(ENTENTE_LAYER_query 5)
set(ENTENTE_LAYER_db 6)
set(ENTENTE_LAYER_server 7)

function(entente_check_layers module)
  if(NOT DEFINED ENTENTE_LAYER_${module})
    message(FATAL_ERROR "entente_module: '${module}' has no layer; give it one in cmake/EntenteModule.cmake")
  endif()
  foreach(lower IN LISTS ARGN)
    if(NOT DEFINED ENTENTE_LAYER_${lower})
      message(FATAL_ERROR "entente_module: '${module}' depends on '${lower}', which is not a module")
    endif()
    if(NOT ENTENTE_LAYER_${lower} LESS ENTENTE_LAYER_${module})
      message(FATAL_ERROR "entente_module: '${module}' (layer ${ENTENTE_LAYER_${module}}) must not depend on "
                          "'${lower}' (layer ${ENTENTE_LAYER_${lower}}): dependencies point down, and modules of one "
                          "layer do not see one another")
    endif()
  endforeach()
endfunction()

function(entente_module)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "DEPENDS;LIBRARIES")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_NAME)
    message(FATAL_ERROR "entente_module: expected NAME, DEPENDS and LIBRARIES, got '${ARGV}'")
  endif()
  entente_check_layers(${arg_NAME} ${arg_DEPENDS})

  set(target entente_${arg_NAME})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${arg_NAME}/*.cpp")
  if(sources)
    add_library(${target} STATIC ${sources})
    entente_batches(${target})
    set(scope PUBLIC)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(
    ${target} ${scope} "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src" "${ENTENTE_GENERATED_DIR}"
  )
  list(TRANSFORM arg_DEPENDS PREPEND entente_ OUTPUT_VARIABLE lower_targets)
  target_link_libraries(${target} ${scope} ${lower_targets} ${arg_LIBRARIES})

  # What the whole library, the tests and the layer check need to know of the modules.
  set_property(GLOBAL APPEND PROPERTY ENTENTE_MODULES ${arg_NAME})
  set_property(GLOBAL PROPERTY ENTENTE_DEPENDS_${arg_NAME} ${arg_DEPENDS})
  if(sources)
    set_property(GLOBAL APPEND PROPERTY ENTENTE_OBJECTS $<TARGET_OBJECTS:${target}>)
  endif()
  set_property(GLOBAL APPEND PROPERTY ENTENTE_LIBRARIES ${arg_LIBRARIES})
endfunction()
