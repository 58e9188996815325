// Compiled once for each test of tests/house, with the include path of one room and one header's name.
#include QOLTANBA_HEADER

int main() {}
