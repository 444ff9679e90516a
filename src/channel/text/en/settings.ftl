# What is wrong with the configuration; `.hint` says what to do.

setting-bad-base-url = "{ $path }" is "{ $got }", which is not the address of a server.
    .hint = Write scheme and host, with a port and path if need be, such as "{ $example }".
setting-bad-host-rule = "{ $path }" is "{ $got }", but must be a host or "host:port".
    .hint = Write it without http:// and without a path, such as "127.0.0.1:8080".
setting-bad-range = "{ $path }" is "{ $got }", but must be a range of addresses.
    .hint = Write an address and the length of its prefix, such as "10.0.0.0/8".
setting-bad-time-zone = "{ $path }" is "{ $got }", which is not a time zone.
    .hint = { $suggested ->
        [yes] Did you mean "{ $meant }"?
       *[no] Use a name of the IANA time zone database, such as "Europe/Berlin" or "UTC".
    }
setting-bad-id = "{ $path }" is "{ $got }", but must be a numeric id.
    .hint = Use the number that the platform shows, such as 123456789; names can change hands.
setting-bad-listen = "{ $path }" is "{ $got }", which is no address to listen on.
    .hint = Write an IP address and a port, such as "127.0.0.1:8443".
setting-no-webhook-url = "telegram.mode" is "webhook", but it is not said where Telegram brings updates.
    .hint = Set telegram.webhook_url to the public https address that leads to telegram.webhook_listen.
setting-bad-log-filter = "{ $path }" is "{ $got }", but must say what is logged.
    .hint = Use error, warn, info, debug, trace or off, for all or by module: "info,errand::api=debug".
setting-value-and-file = "{ $value }" and "{ $file }" are both set, so it is unclear which one counts.
    .hint = Remove one of the two.
setting-file-unreadable = "{ $file }" cannot be read: { $detail }.
    .hint = Check the path and who may read the file. Paths count from the folder of the configuration file.
setting-no-token = { $channel } is switched on but has no token.
    .hint = Set { $channel }.token or { $channel }.token_file, or enabled = false.
