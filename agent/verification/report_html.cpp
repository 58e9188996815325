#include "agent/verification/outline.hpp"
#include "agent/verification/report.hpp"
#include "agent/verification/words.hpp"

namespace qoltanba::agent {
namespace {

using crypto::Indication;

constexpr std::string_view style = R"(
:root{color-scheme:light dark;--page:#f4f5f7;--card:#fff;--text:#1b1f24;--soft:#5b6470;--line:#dfe3e8;
--passed:#176b3a;--failed:#b3261e;--indeterminate:#8a5a00;--passed-back:#e6f4ea;--failed-back:#fce8e6;--indeterminate-back:#fdf1d8}
@media(prefers-color-scheme:dark){:root{--page:#15181c;--card:#1e2227;--text:#e8eaed;--soft:#a2abb6;--line:#343a41;
--passed:#7ed99b;--failed:#ff9d94;--indeterminate:#f2c35c;--passed-back:#16301f;--failed-back:#3a1d1b;--indeterminate-back:#352a12}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,"Noto Sans","DejaVu Sans",sans-serif}
main{max-width:50rem;margin:0 auto;padding:1.5rem 1rem 3rem}
header p{margin:0;color:var(--soft)}
h1{font-size:1.35rem;margin:0 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.05rem;margin:0 0 .4rem}
h3{font-size:.95rem;margin:1rem 0 .25rem;color:var(--soft)}
section{background:var(--card);border:1px solid var(--line);border-radius:.6rem;margin:0 0 1rem;padding:1rem 1.25rem;break-inside:avoid-page}
.verdict{border-radius:.6rem;padding:.9rem 1.25rem;margin:0 0 1rem;border-left:.4rem solid}
.verdict strong{display:block;font-size:1.4rem;line-height:1.25;letter-spacing:.01em}
.verdict p{margin:.25rem 0 0;color:var(--text)}
.verdict ul{margin:.4rem 0 0;padding-left:1.2rem;color:var(--text);overflow-wrap:anywhere}
.verdict code{font-size:.8rem;color:var(--soft)}
section .verdict{margin:.6rem 0;padding:.5rem .9rem}
section .verdict strong{font-size:1rem}
.passed{background:var(--passed-back);border-color:var(--passed);color:var(--passed)}
.failed{background:var(--failed-back);border-color:var(--failed);color:var(--failed)}
.indeterminate{background:var(--indeterminate-back);border-color:var(--indeterminate);color:var(--indeterminate)}
dl{margin:0;display:grid;grid-template-columns:minmax(9rem,14rem) 1fr}
dt{color:var(--soft);padding:.3rem 1rem .3rem 0;border-top:1px solid var(--line)}
dd{margin:0;padding:.3rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
dl>dt:first-child,dl>dt:first-child+dd{border-top:0}
details{margin-top:.75rem;border-top:1px solid var(--line);padding-top:.6rem}
summary{cursor:pointer;font-weight:600}
footer{color:var(--soft);font-size:.85rem}
@media(max-width:34rem){main{padding:1rem .75rem 2rem}section{padding:.9rem 1rem}dl{display:block}dt{padding-bottom:0}dd{border-top:0;padding-top:0}}
@media print{:root{--page:#fff;--card:#fff;--text:#000;--soft:#444}body{font-size:11pt}main{max-width:none;padding:0}
.verdict{print-color-adjust:exact;-webkit-print-color-adjust:exact}details::details-content{content-visibility:visible;display:block}summary{list-style:none}}
)";

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char octet : text) {
        switch (octet) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            case '\'':
                safe += "&#39;";
                break;
            default:
                safe += octet;
        }
    }
    return safe;
}

std::string_view class_of(Indication indication) {
    switch (indication) {
        case Indication::total_passed:
            return "passed";
        case Indication::total_failed:
            return "failed";
        case Indication::indeterminate:
            return "indeterminate";
    }
    return "failed";
}

/// Beside its colour, for those who do not see that.
std::string_view mark_of(Indication indication) {
    switch (indication) {
        case Indication::total_passed:
            return "✔";
        case Indication::total_failed:
            return "✘";
        case Indication::indeterminate:
            return "?";
    }
    return "✘";
}

std::string verdict_html(const OutlineVerdict& verdict) {
    std::string html = "<div class=\"verdict " + std::string(class_of(verdict.indication)) + "\"><strong>" +
                       std::string(mark_of(verdict.indication)) + " " + escaped(verdict.word) +
                       "</strong><p>" + escaped(verdict.sentence) + "</p>";
    if (!verdict.reasons.empty()) {
        html += "<ul>";
        for (const auto& reason : verdict.reasons) html += "<li>" + escaped(reason) + "</li>";
        html += "</ul>";
    }
    return html + "<code>" + escaped(verdict.code) + "</code></div>\n";
}

std::string lines_html(const std::vector<OutlineLine>& lines) {
    std::string html = "<dl>\n";
    for (const auto& [label, value] : lines)
        html += "<dt>" + escaped(label) + "</dt><dd>" + escaped(value) + "</dd>\n";
    return html + "</dl>\n";
}

std::string part_html(const OutlinePart& part, const Words& words) {
    std::string html = "<section>\n<h2>" + escaped(part.main.title) + "</h2>\n";
    if (part.verdict) html += verdict_html(*part.verdict);
    html += lines_html(part.main.lines);
    if (!part.details.empty()) {
        html += "<details><summary>" + escaped(words.details) + "</summary>\n";
        for (const auto& section : part.details)
            html += "<h3>" + escaped(section.title) + "</h3>\n" + lines_html(section.lines);
        html += "</details>\n";
    }
    return html + "</section>\n";
}

}  // namespace

std::string report_html(const JudgedFile& file, std::string_view file_name, Language language) {
    const auto& words = words_in(language);
    const auto outline = outline_of(file, file_name, language);
    std::string html = "<!DOCTYPE html>\n<html lang=\"" + std::string(name_of(language)) +
                       "\">\n<head>\n<meta charset=\"utf-8\">\n";
    html +=
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n";
    html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    html += "<title>" + escaped(outline.verdict.word) + ": " + escaped(outline.title) + "</title>\n<style>" +
            std::string(style) + "</style>\n</head>\n<body>\n<main>\n";
    html += "<header><p>" + escaped(words.title) + "</p><h1>" + escaped(outline.title) + "</h1></header>\n";
    html += verdict_html(outline.verdict);
    html += "<section>\n" + lines_html(outline.lines) + "</section>\n";
    for (const auto& part : outline.parts) html += part_html(part, words);
    html += "<footer>Qoltanba, ETSI EN 319 102-1</footer>\n";
    return html + "</main>\n</body>\n</html>\n";
}

}  // namespace qoltanba::agent
