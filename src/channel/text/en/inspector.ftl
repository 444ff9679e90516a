# What a preview shows of a call.

inspector-title = **Preview: the call**
inspector-signed = Signed for { $header }:
inspector-not-sent = Not sent.
inspector-ended = Status { $status } after { $time } ms: { $class ->
    [succeeded] succeeded
    [not-found] not found
    [rejected] rejected by the API
    [unavailable] unavailable
    [misconfigured] cannot work as it is set up
   *[unknown] outcome unknown
}
