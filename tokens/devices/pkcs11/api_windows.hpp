// The Windows API before all headers that need it.
#pragma once

#include <windows.h>
