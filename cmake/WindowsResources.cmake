# Gives a program its icon, version and manifest:
#   qoltanba_windows_resources(qoltanba-agent "Signing agent that speaks the NCALayer protocol")
# The icon is put together from the pictures of the Qt room; Windows takes from it the size it needs.
set(QOLTANBA_ICON "${PROJECT_BINARY_DIR}/qoltanba.ico")

if(WIN32)
  enable_language(RC)
  find_program(QOLTANBA_ICOTOOL icotool REQUIRED)
  set(pictures)
  foreach(size 16 24 32 48 64 128)
    list(APPEND pictures "${PROJECT_SOURCE_DIR}/agent/ui/qt/icons/qoltanba-${size}.png")
  endforeach()
  set(largest "${PROJECT_SOURCE_DIR}/agent/ui/qt/icons/qoltanba-256.png")
  add_custom_command(OUTPUT "${QOLTANBA_ICON}"
    COMMAND "${QOLTANBA_ICOTOOL}" --create --output "${QOLTANBA_ICON}" ${pictures} --raw=${largest}
    DEPENDS ${pictures} "${largest}" VERBATIM)
  add_custom_target(qoltanba_icon DEPENDS "${QOLTANBA_ICON}")
endif()

function(qoltanba_windows_resources program description)
  if(NOT WIN32)
    return()
  endif()
  set(RESOURCE_PROGRAM "${program}")
  set(RESOURCE_DESCRIPTION "${description}")
  set(RESOURCE_ICON "${QOLTANBA_ICON}")
  set(RESOURCE_MANIFEST "${PROJECT_SOURCE_DIR}/installer/windows/resources/program.manifest")
  set(resources "${CMAKE_CURRENT_BINARY_DIR}/${program}.rc")
  configure_file("${PROJECT_SOURCE_DIR}/installer/windows/resources/qoltanba.rc.in" "${resources}" @ONLY)
  target_sources(${program} PRIVATE "${resources}")
  set_source_files_properties("${resources}" PROPERTIES OBJECT_DEPENDS "${QOLTANBA_ICON};${RESOURCE_MANIFEST}")
  add_dependencies(${program} qoltanba_icon)
endfunction()
