using System.Text;

namespace RagCluster.Contract.Tests.Mutations;

/// <summary>What a hostile or broken program puts where something else is expected.</summary>
internal static class Hostile
{
    private static readonly string Deep = new('[', 200);

    /// <summary>Pieces of a JSON body, as bytes of Latin-1; some are no JSON, some no UTF-8.</summary>
    internal static readonly string[] Literals =
    [
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1",
        "2147483647",
        "2147483648",
        "-9999999999999999999",
        "1e999",
        "-1e-999",
        "0.5",
        "00",
        "1.",
        "NaN",
        "Infinity",
        "\"\"",
        "\" \"",
        "\"\\u0000\"",
        "\"a\\u0000b\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "\"\u00ff\u00fe\"",
        "\"\u00ed\u00a0\u0080\"",
        "\"\u00c0\u00af\"",
        "\"\\r\\n\"",
        "\"\u0001\"",
        "\"\\x\"",
        "\"unfinished",
        "\"..\"",
        "\"../../etc/passwd\"",
        "\"%2e%2e\"",
        "\"' OR 1=1 --\"",
        "\"<script>alert(1)</script>\"",
        "\"{0}\"",
        $"\"{new string('A', 5000)}\"",
        $"\"{new string('b', 129)}\"",
        "[]",
        "[null]",
        "[[]]",
        "[1,\"a\",null]",
        "{}",
        "{\"a\":null}",
        "{\"\":1}",
        "{\"\\ud800\":1}",
        "{\"a\":1,\"a\":2}",
        Deep,
        Deep + new string(']', 200),
        "{\"type\":\"and\",\"filters\":[null]}",
        "{\"type\":\"eq\",\"key\":\"\\ud800\",\"value\":1}",
        "{\"type\":[]}",
        "undefined",
        "'x'",
        "",
        "// x",
        "/**/1",
    ];

    /// <summary>Values of parameters, ready for a target.</summary>
    internal static readonly string[] Parameters =
    [
        "",
        "%20",
        "%00",
        "a%00b",
        "%ff",
        "%ed%a0%80",
        "%c0%ae",
        "%",
        "%zz",
        "..",
        "%2e%2e",
        "%2E.",
        ".",
        "a%2fb",
        "a%5cb",
        "a%0d%0aX",
        "-1",
        "0",
        "1",
        "2147483648",
        "9999999999999999999",
        "1e5",
        "0x10",
        "NaN",
        "true",
        "maybe",
        "null",
        "[]",
        "{}",
        "%7B%7D",
        "%22",
        "%27%20OR%201=1",
        "%3Cscript%3E",
        "%F0%9F%98%80",
        "%E2%80%AE",
        "a;b",
        "a,b",
        "a+b",
        "~",
        "_",
        "A",
        "nonsense",
        new string('a', 65),
        new string('a', 129),
        new string('9', 300),
        new string('a', 9000),
        "rag-static-en-v1-1-1",
        "a-1-0",
        "00000000000000000000000000000000",
    ];

    /// <summary>Headers; a null value takes the header away.</summary>
    internal static readonly (string Name, string? Value)[] Headers =
    [
        ("Content-Type", null),
        ("Content-Type", ""),
        ("Content-Type", "nonsense"),
        ("Content-Type", "text/plain"),
        ("Content-Type", "application/xml"),
        ("Content-Type", "application/json; charset=klingon"),
        ("Content-Type", "application/json; charset=utf-16"),
        ("Content-Type", "application/json; charset=\"utf-8\""),
        ("Content-Type", "application/json; charset=utf-7"),
        ("Content-Type", "application/json; charset="),
        ("Content-Type", "application/json;;;"),
        ("Content-Type", "application/problem+json"),
        ("Content-Type", "multipart/form-data"),
        ("Content-Type", "multipart/form-data; boundary="),
        ("Content-Type", "multipart/form-data; boundary=\"y\""),
        ("Content-Type", $"multipart/form-data; boundary={new string('b', 300)}"),
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Content-Type", "\u00ff\u00fe"),
        ("Content-Encoding", "gzip"),
        ("Content-Encoding", "nonsense"),
        ("Host", "evil.example"),
        ("Host", ""),
        ("Host", "a b"),
        ("Host", "[::1"),
        ("Host", "localhost:99999"),
        ("Host", null),
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Origin", ""),
        ("Origin", "\u00ff"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", ""),
        ("Sec-Fetch-Site", "\u00ff"),
        ("Accept", "text/event-stream"),
        ("Accept", "\u00ff"),
        ("Accept", "nonsense"),
        ("Accept-Encoding", "gzip;q=x"),
        ("Accept-Encoding", "\u00ff"),
        ("If-None-Match", "nonsense"),
        ("traceparent", "nonsense"),
        ("traceparent", "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-ff"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Long", new string('a', 40_000)),
        ("Bad Name", "a"),
        ("X-Control", "a\u0001b"),
        ("Content-Length", "abc"),
        ("Content-Length", "-1"),
        ("Content-Length", "99999999999"),
        ("Transfer-Encoding", "nonsense"),
        ("Transfer-Encoding", "chunked"),
        ("Expect", "nonsense"),
        ("Range", "bytes=9-1"),
        ("Upgrade", "h2c"),
        ("Cookie", "\u00ff"),
        ("Authorization", "Bearer \u00ff"),
    ];

    /// <summary>What may follow a path.</summary>
    internal static readonly string[] Suffixes =
    [
        "/",
        "/..",
        "/%2e%2e",
        "/.",
        "//",
        "/%2f",
        "\\",
        "/..;/x",
        "%00",
        "/%c0%ae%c0%ae",
        "#x",
        "?",
        "?%ff=1",
        "?a=%00",
        "?a&&=b&",
        "/" + new string('a', 9000),
        " x",
    ];

    /// <summary>Methods beside the right one.</summary>
    internal static readonly string[] Methods =
    [
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "FROB",
        "get",
    ];

    /// <summary>Cuts, flips or adds bytes.</summary>
    internal static byte[] Damage(byte[] bytes, Random random)
    {
        if (bytes.Length == 0)
            return [(byte)random.Next(256)];
        int at = random.Next(bytes.Length);
        switch (random.Next(4))
        {
            case 0:
                return bytes[..at];
            case 1:
                bytes = [.. bytes];
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                return [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
            default:
                return [.. Encoding.UTF8.GetPreamble(), .. bytes];
        }
    }
}
