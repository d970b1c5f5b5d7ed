using System.Globalization;
using System.Text;

namespace RagCluster.Contract.Tests.Mutations;

/// <summary>
/// Makes what no client sends: heads cut short, chunks that lie, two lengths for one body, zero bytes, other protocols. The same random
/// numbers make the same bytes.
/// </summary>
internal sealed class RawNonsense(string authority, Random random)
{
    /// <summary>The path of the request that some forms hide in another one's body: nothing but a smuggled request asks for it.</summary>
    internal const string Smuggled = "/smuggled-7319";

    private const string Target = "/api/v1/collections/m0/search";
    private const string Body = "{\"query\":\"The mill stands by the river.\"}";
    private const string Inner = "GET " + Smuggled + " HTTP/1.1\r\nHost: a\r\n\r\n";

    private static readonly string[] Breaks = ["\n", "\r", "\r\r\n", "\n\r", "\0\r\n", " \r\n", "\r\n "];

    private static readonly string[] ChunkSizes =
    [
        "zz",
        "-1",
        "+5",
        "0x5",
        " 5",
        "5 ",
        "5;a=\"",
        "ffffffff",
        "7fffffffffffffff",
        "ffffffffffffffffffffffff",
        "",
        "5\0",
        "5\n",
        "00000000000000000000000005",
        "5;" + new string('a', 20_000),
    ];

    private static readonly string[] Codings =
    [
        "chunked, identity",
        "identity, chunked",
        "chunked, chunked",
        "xchunked",
        "chunked\0",
        "\u000bchunked",
        "chunked;q=1",
        "\"chunked\"",
        "CHUNKED",
        "gzip, chunked",
        "",
        ",",
        "chunked,",
    ];

    private static readonly string[] Lengths =
    [
        "+5",
        "-5",
        "0x5",
        "5,5",
        "5, 6",
        "5 6",
        "5.0",
        "1e3",
        "",
        "\0" + "5",
        "18446744073709551621",
        "9223372036854775807",
        "٥",
    ];

    private static readonly string[] Versions =
    [
        "HTTP/9.9",
        "HTTP/0.9",
        "HTTP/1.",
        "HTTP/1.1.1",
        "http/1.1",
        "HTTPS/1.1",
        "",
        "HTTP/2.0",
        "XTTP/1.1",
    ];

    private static readonly string[] Methods = ["get", "G\0T", "", " GET", "GET\t", "G\u00c9T", "PRI", new string('A', 500)];

    private static readonly string[] Targets =
    [
        "*",
        "http://",
        "http://evil.example/",
        "http://evil.example/a/..#b",
        "http://evil.example?a=/../b",
        "http://evil.example\\a/../b",
        "//",
        "",
        "?",
        "#",
        "/a#b",
        "/a b",
        "/\0",
        "/\u00ff",
        "/%",
    ];

    /// <summary>The kinds, which a walk goes through in turn.</summary>
    internal static readonly string[] Kinds =
    [
        "truncated head",
        "bad chunks",
        "two lengths",
        "two codings",
        "length and coding",
        "wrong length",
        "line breaks",
        "NUL bytes",
        "request line",
        "many headers",
        "long part",
        "other protocol",
        "random bytes",
        "pipeline",
        "truncated body",
    ];

    /// <summary>The bytes of a kind.</summary>
    internal byte[] Make(string kind) =>
        kind switch
        {
            "truncated head" => Cut(Post($"Content-Length: {Body.Length}\r\n", Body)),
            "bad chunks" => Latin(Post("Transfer-Encoding: chunked\r\n", BadChunks())),
            "two lengths" => Latin(Post($"Content-Length: {Body.Length}\r\nContent-Length: {Pick(Lengths)}\r\n", Body + Inner)),
            "two codings" => Latin(Post($"Transfer-Encoding: {Pick(Codings)}\r\nTransfer-Encoding: {Pick(Codings)}\r\n", "0\r\n\r\n")),
            "length and coding" => Latin(LengthAndCoding()),
            "wrong length" => Latin(Post($"Content-Length: {Pick([.. Lengths, "5", $"{Body.Length + 5000}", "1"])}\r\n", Body)),
            "line breaks" => Latin(OtherBreaks(Post($"Content-Length: {Body.Length}\r\n", Body))),
            "NUL bytes" => Zeros(Latin(Post($"Content-Length: {Body.Length}\r\n", Body))),
            "request line" => Latin(RequestLine()),
            "many headers" => Latin(Post(Many(), Body)),
            "long part" => Latin(LongPart()),
            "other protocol" => OtherProtocol(),
            "random bytes" => Noise(),
            "pipeline" => Latin(Pipeline()),
            _ => Cut(Post("Transfer-Encoding: chunked\r\n", $"{Body.Length:x}\r\n{Body}\r\n0\r\n\r\n")),
        };

    private string Post(string headers, string body) =>
        $"POST {Target} HTTP/1.1\r\nHost: {authority}\r\nConnection: {Pick(["close", "keep-alive"])}\r\n"
        + $"Content-Type: application/json\r\n{headers}\r\n{body}";

    private string BadChunks() =>
        random.Next(4) switch
        {
            0 => $"{Pick(ChunkSizes)}\r\nabcde\r\n0\r\n\r\n",
            1 => $"5\r\nabcdefgh\r\n0\r\n\r\n",
            2 => $"5\r\nabcde\n0\n\nX",
            _ => $"5\r\nabcde\r\n0\r\nTrailer{Pick(["", "\0", " ", ":", "\r"])}: {new string('t', random.Next(9000))}\r\n\r\n",
        };

    private string LengthAndCoding()
    {
        // An empty list names no coding: the length then says all.
        string coding = $"Transfer-Encoding: {Pick([.. Codings.Where(named => named.Length > 1), "chunked"])}\r\n";
        string hidden = $"0\r\n\r\n{Inner}";
        string length = $"Content-Length: {Pick(["5", "6", $"{hidden.Length}", Pick(Lengths)])}\r\n";
        return random.Next(3) switch
        {
            0 => Post(length + coding, hidden),
            1 => Post(coding + length, hidden),
            // Folded, or with a space before the colon, as some proxies read past.
            _ => Post(
                length
                    + Pick([
                        "Transfer-Encoding : chunked\r\n",
                        "Transfer-Encoding:\r\n chunked\r\n",
                        "X: a\nTransfer-Encoding: chunked\r\n",
                    ]),
                hidden
            ),
        };
    }

    private string OtherBreaks(string request)
    {
        int nth = random.Next(6);
        string other = Pick(Breaks);
        string[] lines = request.Split("\r\n");
        return string.Concat(lines.Select((line, i) => i == lines.Length - 1 ? line : line + (i == nth || nth == 5 ? other : "\r\n")));
    }

    private string RequestLine()
    {
        string host = $"Host: {authority}\r\n\r\n";
        return random.Next(6) switch
        {
            0 => $"GET {Target} {Pick(Versions)}\r\n{host}",
            1 => $"{Pick(Methods)} {Target} HTTP/1.1\r\n{host}",
            2 => $"GET {Pick(Targets)} HTTP/1.1\r\n{host}",
            3 => $"{Pick(["OPTIONS", "CONNECT", "TRACE"])} {Pick(["*", "evil.example:443", "/"])} HTTP/1.1\r\n{host}",
            4 => "GET /\r\n\r\n",
            _ => string.Concat(Enumerable.Repeat("\r\n", random.Next(1, 300)))
                + $"GET /livez HTTP/1.1\r\nHost: {Pick(["", "a\0b", "a,b", "[", $"{authority}\r\nHost: b"])}\r\n\r\n",
        };
    }

    private string Many() =>
        string.Concat(
            Enumerable.Range(0, random.Next(90, 400)).Select(i => string.Create(CultureInfo.InvariantCulture, $"X-{i}: {i}\r\n"))
        );

    private string LongPart()
    {
        string wide = new('a', random.Next(8_000, 120_000));
        return random.Next(4) switch
        {
            0 => $"GET /{wide} HTTP/1.1\r\nHost: {authority}\r\n\r\n",
            1 => Post($"X-Long: {wide}\r\n", ""),
            2 => Post($"{wide}: a\r\n", ""),
            _ => $"{wide} / HTTP/1.1\r\n\r\n",
        };
    }

    private byte[] OtherProtocol() =>
        random.Next(6) switch
        {
            0 => [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03, .. Noise()],
            1 => [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Noise()],
            2 => [.. "*1\r\n$4\r\nPING\r\n"u8],
            3 => [0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f],
            4 => [.. "EHLO example.org\r\n"u8],
            _ => Latin(
                $"GET /mcp HTTP/1.1\r\nHost: {authority}\r\nUpgrade: {Pick(["websocket", "h2c", "\0", "TLS/1.2"])}\r\n"
                    + "Connection: Upgrade, HTTP2-Settings\r\n"
                    + "HTTP2-Settings: !!\r\n\r\n"
            ),
        };

    private string Pipeline() =>
        string.Concat(
            Enumerable
                .Range(0, random.Next(2, 30))
                .Select(_ =>
                    $"GET /livez HTTP/1.1\r\nHost: {authority}\r\n{Pick(["", "", "", "\0: a\r\n", "Expect: 100-continue\r\n"])}\r\n"
                )
        );

    private byte[] Cut(string request)
    {
        byte[] bytes = Latin(request);
        return bytes[..random.Next(1, bytes.Length)];
    }

    private byte[] Zeros(byte[] bytes)
    {
        for (int i = random.Next(1, 6); i > 0; i--)
            bytes[random.Next(bytes.Length)] = 0;
        return bytes;
    }

    private byte[] Noise()
    {
        byte[] bytes = new byte[random.Next(1, 5000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    private T Pick<T>(T[] values) => values[random.Next(values.Length)];
}
