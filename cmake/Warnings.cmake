# Language level, warnings and hardening for every target of the project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
option(QOLTANBA_WERROR "Treat warnings as errors" OFF)
set(QOLTANBA_SANITIZE "" CACHE STRING "Sanitizers, for example address,undefined")

add_library(qoltanba_options INTERFACE)
target_compile_options(qoltanba_options INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wpedantic $<$<BOOL:${QOLTANBA_WERROR}>:-Werror>
  -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # Optimising, it takes members that a std::variant does not hold for read and uninitialised.
  target_compile_options(qoltanba_options INTERFACE $<$<NOT:$<CONFIG:Debug>>:-Wno-maybe-uninitialized>)
endif()
if(CMAKE_BUILD_TYPE MATCHES "Rel" AND NOT QOLTANBA_SANITIZE)
  # Distributions set level 2 themselves; undefine it first or the redefinition is a warning.
  target_compile_options(qoltanba_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
endif()
if(WIN32)
  # Windows 10 is the oldest that is served; its functions are called with UTF-16 names.
  target_compile_definitions(qoltanba_options INTERFACE
    _WIN32_WINNT=0x0A00 WINVER=0x0A00 UNICODE _UNICODE NOMINMAX WIN32_LEAN_AND_MEAN)
  # libstdc++ 12's own semaphore looks at its counter before it takes the lock it sleeps with, where there is no futex:
  # a release between the two is lost, and a std::stop_callback that ends while its stop is asked for waits for ever.
  target_compile_definitions(qoltanba_options INTERFACE _GLIBCXX_USE_POSIX_SEMAPHORE=1)
  # The stack protector and level 3 of fortifying live in libssp, which is linked for this option.
  target_link_options(qoltanba_options INTERFACE
    -Wl,--dynamicbase -Wl,--high-entropy-va -Wl,--nxcompat -fstack-protector-strong)
else()
  target_link_options(qoltanba_options INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,--as-needed)
endif()
if(QOLTANBA_SANITIZE)
  add_compile_options(-fsanitize=${QOLTANBA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${QOLTANBA_SANITIZE})
  if(QOLTANBA_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-tsan)  # Asio's memory fences, which the sanitizer does not follow
  endif()
endif()
if(QOLTANBA_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_program(QOLTANBA_CCACHE ccache)
if(QOLTANBA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Paths relative to the checkout, so that a second clone finds what the first one compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}"
      CCACHE_NOHASHDIR=1 "${QOLTANBA_CCACHE}")
endif()
