// Owning what a C library made.
#pragma once

namespace qoltanba {

/// For std::unique_ptr: gives the object to the library's own function for that.
template <auto function>
struct FreedBy {
    void operator()(auto* object) const { function(object); }
};

}  // namespace qoltanba
