# A room is a folder, a static library and a set of arrows. Each room sees only its own headers and
# those of the rooms it names: the include path is a tree of links made here, so that an include
# against the arrows does not build (tests/house shows it).
#
#   qoltanba_room(tokens SEES crypto)   -> target qoltanba_tokens, #include "crypto/..." and "tokens/..."
function(qoltanba_room name)
  cmake_parse_arguments(ROOM "" "" "SEES" ${ARGN})
  set(tree "${PROJECT_BINARY_DIR}/include/${name}")
  file(MAKE_DIRECTORY "${tree}")
  foreach(seen IN LISTS ROOM_SEES ITEMS ${name})
    if(NOT IS_SYMLINK "${tree}/${seen}")
      file(CREATE_LINK "${PROJECT_SOURCE_DIR}/${seen}" "${tree}/${seen}" SYMBOLIC)
    endif()
  endforeach()
  add_library(qoltanba_${name} STATIC)
  # SYSTEM would hide our own warnings; BEFORE keeps a stray system header from shadowing a room.
  target_include_directories(qoltanba_${name} BEFORE PUBLIC "${tree}")
  target_link_libraries(qoltanba_${name} PUBLIC qoltanba_options)
  foreach(seen IN LISTS ROOM_SEES)
    target_link_libraries(qoltanba_${name} PUBLIC qoltanba_${seen})
  endforeach()
endfunction()
