// What is to be signed: the documents of the request, or the file the person chose for this page.
#pragma once

#include "agent/flows/context.hpp"
#include "protocol/requests.hpp"

namespace qoltanba::agent {

struct Documents {
    std::vector<protocol::Document> list;
    std::string name;  ///< of the file, if the document is one
};

/// Errors: nothing_to_sign, path_not_permitted (also when there is no such file: a page learns nothing by
/// asking), too_large, file_not_found, input_output_failure (only for files the person chose).
Result<Documents> documents_of(Context& context, const Caller& caller, const protocol::SignRequest& request);

}  // namespace qoltanba::agent
