# Every library the project stands on; docs/architecture.md gives the reason for each.
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
if(POLICY CMP0167 AND NOT CMAKE_CROSSCOMPILING)
  cmake_policy(SET CMP0167 NEW)  # Boost's own description of itself; a sysroot has its headers alone
endif()
find_package(Boost 1.81 REQUIRED)
find_package(LibXml2 REQUIRED)
find_package(CURL 7.88 REQUIRED)
find_package(ZLIB REQUIRED)
if(WIN32)
  # What their modules leave out of the static libraries.
  set_property(TARGET LibXml2::LibXml2 APPEND PROPERTY INTERFACE_COMPILE_DEFINITIONS LIBXML_STATIC)
  set_property(TARGET LibXml2::LibXml2 APPEND PROPERTY INTERFACE_LINK_LIBRARIES ws2_32 bcrypt)
  set_property(TARGET OpenSSL::Crypto APPEND PROPERTY INTERFACE_LINK_LIBRARIES ws2_32 crypt32)
endif()
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(spdlog REQUIRED)

# nettle, hogweed and GMP ship pkg-config files only.
find_package(PkgConfig REQUIRED)
pkg_check_modules(HOGWEED REQUIRED IMPORTED_TARGET hogweed nettle gmp)
if(NOT WIN32)  # which has PC/SC itself
  pkg_check_modules(PCSCLITE REQUIRED IMPORTED_TARGET libpcsclite)
endif()

if(QOLTANBA_QT)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets)
  if(UNIX)
    find_package(X11 REQUIRED)
  endif()
endif()
