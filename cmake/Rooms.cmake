# A room is a folder, a static library and a set of arrows. Each room's include path is a tree of links made
# here that holds its own folder and nothing else; the folders of the rooms it names come with their targets.
# So an include against the arrows does not build (tests/house shows it).
#
#   qoltanba_room(agent/flows SEES tokens protocol agent/ui)
#     -> target qoltanba_agent_flows, #include "agent/flows/...", "tokens/...", "protocol/...", "agent/ui/..."
function(qoltanba_room room)
  cmake_parse_arguments(ROOM "" "" "SEES" ${ARGN})
  string(REPLACE "/" "_" name "${room}")
  set(tree "${PROJECT_BINARY_DIR}/include/${name}")
  get_filename_component(parent "${tree}/${room}" DIRECTORY)
  file(MAKE_DIRECTORY "${parent}")
  if(NOT IS_SYMLINK "${tree}/${room}")
    file(CREATE_LINK "${PROJECT_SOURCE_DIR}/${room}" "${tree}/${room}" SYMBOLIC)
  endif()
  # One translation unit of its own, so that a room whose parts are all optional is still a library.
  file(CONFIGURE OUTPUT "${tree}/room.cpp" CONTENT "// ${room}\n")
  add_library(qoltanba_${name} STATIC "${tree}/room.cpp")
  target_include_directories(qoltanba_${name} BEFORE PUBLIC "${tree}")
  target_link_libraries(qoltanba_${name} PUBLIC qoltanba_options)
  foreach(seen IN LISTS ROOM_SEES)
    string(REPLACE "/" "_" seen "${seen}")
    target_link_libraries(qoltanba_${name} PUBLIC qoltanba_${seen})
  endforeach()
endfunction()
