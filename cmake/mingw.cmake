# Cross-building for Windows on Debian with mingw-w64, against the sysroot that installer/windows/build makes: one
# folder for each part (openssl/, qtbase/, ...) under QOLTANBA_SYSROOT. No header or library of Debian itself is seen.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_VERSION 10)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)

if(NOT QOLTANBA_SYSROOT)
  if(DEFINED ENV{QOLTANBA_CACHE})
    set(cache "$ENV{QOLTANBA_CACHE}")
  else()
    set(cache "$ENV{HOME}/.cache/qoltanba")
  endif()
  cmake_host_system_information(RESULT release QUERY DISTRIB_INFO)
  set(QOLTANBA_SYSROOT "${cache}/windows-${release_ID}-${release_VERSION_ID}"
      CACHE PATH "Libraries for Windows, made by installer/windows/build")
endif()
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES QOLTANBA_SYSROOT)

file(GLOB prefixes LIST_DIRECTORIES true "${QOLTANBA_SYSROOT}/*")
set(CMAKE_FIND_ROOT_PATH ${prefixes} /usr/x86_64-w64-mingw32)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# What pkg-config finds is the sysroot's, and libgcrypt for the tests, which Debian has for Windows.
list(TRANSFORM CMAKE_FIND_ROOT_PATH APPEND /lib/pkgconfig OUTPUT_VARIABLE descriptions)
list(JOIN descriptions ":" descriptions)
set(ENV{PKG_CONFIG_LIBDIR} "${descriptions}")
set(ENV{PKG_CONFIG_PATH} "")

# moc, rcc and lrelease are Debian's; they are of the sysroot's Qt version, because its sources are.
file(GLOB QT_HOST_PATH_CMAKE_DIR LIST_DIRECTORIES true "/usr/lib/*-linux-gnu/cmake/Qt6HostInfo")
get_filename_component(QT_HOST_PATH_CMAKE_DIR "${QT_HOST_PATH_CMAKE_DIR}" DIRECTORY)
set(QT_HOST_PATH /usr)
