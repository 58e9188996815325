#include "agent/flows/run.hpp"

#include "agent/flows/flows.hpp"

namespace qoltanba::agent {
namespace {

template <typename... Cases>
struct Match : Cases... {
    using Cases::operator()...;
};
template <typename... Cases>
Match(Cases...) -> Match<Cases...>;  // clang 16 does not deduce it

}  // namespace

Result<protocol::Outcome> run(Context& context, const Caller& caller, const protocol::Request& request,
                              std::stop_token stop) {
    if (!context.administrator.permits_origin(caller.origin))
        return fail(ErrorCode::refused_by_policy, "the administrator keeps this site out");
    QOLTANBA_CHECK(check_not_blocked(context, caller));
    return std::visit(
        Match{
            [&](const protocol::SignRequest& r) {
                return r.only_time_stamp ? add_time_stamp(context, caller, r, stop)
                                         : sign(context, caller, r, stop);
            },
            [&](const protocol::KeyInformationRequest& r) {
                return tell_key_information(context, caller, r, stop);
            },
            [&](const protocol::ChooseFileRequest& r) { return choose_file(context, caller, r, stop); },
            [&](const protocol::GenerateKeyRequest& r) { return generate_key(context, caller, r, stop); },
            [&](const protocol::ImportCertificateRequest& r) {
                return import_certificate_for(context, caller, r, stop);
            },
            [&](const protocol::ActiveTokensRequest&) { return list_active_tokens(context); },
            [&](const protocol::TokensInformationRequest& r) { return tell_tokens_information(context, r); },
            [&](const protocol::ChangeLanguageRequest& r) { return change_language(context, r); },
            [&](const protocol::ShowSettingsRequest&) { return show_settings(context, caller, stop); },
        },
        request);
}

}  // namespace qoltanba::agent
