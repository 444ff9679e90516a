# What a preview shows of a call.

inspector-title = **Preview: the call**
inspector-signed = Signed for { $header }:
inspector-not-sent = Not sent.
inspector-matched = Matched: “{ $phrase }” ({ $percent } %)
inspector-fields = Fields of the answer (✓ may reach the chat, ✗ is dropped):
inspector-more-fields = … and { $count } more.
inspector-no-body = The answer has no body.
inspector-no-json = The answer's body is no JSON that can be read.
inspector-sampled = Sample response, status { $status }: { $class ->
    [succeeded] succeeded
    [not-found] not found
    [rejected] rejected by the API
    [unavailable] unavailable
    [misconfigured] cannot work as it is set up
   *[unknown] outcome unknown
}
inspector-ended = Status { $status } after { $time } ms: { $class ->
    [succeeded] succeeded
    [not-found] not found
    [rejected] rejected by the API
    [unavailable] unavailable
    [misconfigured] cannot work as it is set up
   *[unknown] outcome unknown
}
