// What is to be signed: the documents of the request, or the file the person chose for this page.
#pragma once

#include "agent/flows/context.hpp"
#include "protocol/requests.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace qoltanba::agent {

/// Refers to the documents of the request, which outlives it; they may be large, so nobody copies them.
class Documents {
  public:
    explicit Documents(std::span<const protocol::Document> of_request) : list_(of_request) {}
    Documents(Bytes file, std::string name) : name_(std::move(name)) {
        file_.push_back({std::move(file), false});
        list_ = file_;
    }
    Documents(Documents&&) = default;  // the vector's elements stay where they are
    Documents& operator=(Documents&&) = default;
    Documents(const Documents&) = delete;
    Documents& operator=(const Documents&) = delete;
    ~Documents() = default;

    [[nodiscard]] std::span<const protocol::Document> list() const { return list_; }
    [[nodiscard]] const std::string& name() const { return name_; }  ///< of the file, if the document is one

  private:
    std::vector<protocol::Document> file_;
    std::span<const protocol::Document> list_;
    std::string name_;
};

/// Errors: nothing_to_sign, path_not_permitted (also when there is no such file: a page learns nothing by
/// asking), too_large, file_not_found, input_output_failure (only for files the person chose).
Result<Documents> documents_of(Context& context, const Caller& caller, const protocol::SignRequest& request);

}  // namespace qoltanba::agent
