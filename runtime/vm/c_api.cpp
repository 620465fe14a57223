// The C interface, ordain.h: handles around the C++ classes. No exception leaves it.
#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include "ordain/ordain.h"
#include "ordain/ordain.hpp"

struct ordain_bundle {
    std::shared_ptr<const ordain::Bundle> bundle;
    std::string id;
};
struct ordain_evaluator {
    ordain::Evaluator evaluator;
    std::string json;
};

namespace {

void tell(std::string_view message, char* error, size_t size) {
    if (error == nullptr || size == 0) return;
    const size_t length = std::min(message.size(), size - 1);
    std::memcpy(error, message.data(), length);
    error[length] = '\0';
}

template <class Open>
ordain_bundle* opened(Open open, char* error, size_t error_size) {
    try {
        auto bundle = open();
        if (bundle) return new ordain_bundle{bundle.value(), std::string(bundle.value()->id())};
        tell(bundle.error().message, error, error_size);
    } catch (const std::exception& trouble) {
        tell(trouble.what(), error, error_size);
    }
    return nullptr;
}

}  // namespace

extern "C" {

ordain_bundle* ordain_bundle_open(const char* path, char* error, size_t error_size) {
    return opened([&] { return ordain::Bundle::open(path); }, error, error_size);
}

ordain_bundle* ordain_bundle_from_bytes(const void* bytes, size_t size, char* error, size_t error_size) {
    return opened([&] { return ordain::Bundle::from_bytes({static_cast<const std::byte*>(bytes), size}); }, error, error_size);
}

const char* ordain_bundle_id(const ordain_bundle* bundle) {
    return bundle->id.c_str();
}

void ordain_bundle_free(ordain_bundle* bundle) {
    delete bundle;
}

ordain_evaluator* ordain_evaluator_new(const ordain_bundle* bundle) {
    try {
        return new ordain_evaluator{ordain::Evaluator(bundle->bundle), {}};
    } catch (const std::exception&) {
        return nullptr;
    }
}

void ordain_evaluator_free(ordain_evaluator* evaluator) {
    delete evaluator;
}

ordain_verdict ordain_decide(ordain_evaluator* evaluator, const char* event, size_t event_size, const char** json, size_t* json_size) {
    try {
        const ordain::Decision& decision = evaluator->evaluator.decide({event, event_size});
        evaluator->json.clear();
        if (json != nullptr || json_size != nullptr) decision.append_json(evaluator->json);
        if (json != nullptr) *json = evaluator->json.c_str();
        if (json_size != nullptr) *json_size = evaluator->json.size();
        return static_cast<ordain_verdict>(decision.verdict());
    } catch (const std::exception&) {
        return ORDAIN_NO_MEMORY;
    }
}

int ordain_still_stands(ordain_evaluator* evaluator, const char* before, size_t before_size, const char* after, size_t after_size) {
    try {
        return evaluator->evaluator.still_stands({before, before_size}, {after, after_size}) ? 1 : 0;
    } catch (const std::exception&) {
        return -1;
    }
}

}  // extern "C"
