using System.Globalization;
using System.Net;
using System.Text;

namespace RagCluster.Contract.Tests.Server;

/// <summary>A response as it came over the socket.</summary>
/// <param name="Status">The status; 0 when the connection was closed without a response.</param>
/// <param name="Headers">The headers by their names.</param>
/// <param name="Body">The body, without the marks of chunks.</param>
/// <param name="Whole">All that the connection brought.</param>
internal sealed record RawReply(int Status, IReadOnlyDictionary<string, string> Headers, string Body, string Whole)
{
    /// <summary>The response for the checks that every problem must pass.</summary>
    internal Reply Plain => new((HttpStatusCode)Status, Headers.GetValueOrDefault("Content-Type", "").Split(';')[0], Body);

    /// <summary>Reads what a connection has brought until its end.</summary>
    internal static RawReply Parse(byte[] bytes)
    {
        // The lengths of chunks are in bytes: each is one character here, until the whole is read as UTF-8.
        string text = Encoding.Latin1.GetString(bytes);
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return new RawReply(0, new Dictionary<string, string>(), Utf8(text), Utf8(text));
        string[] lines = text[..end].Split("\r\n");
        Dictionary<string, string> headers = lines[1..]
            .Select(line => line.Split(':', 2))
            .GroupBy(pair => pair[0], pair => pair[^1].Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => string.Join(", ", group), StringComparer.OrdinalIgnoreCase);
        string body = text[(end + 4)..];
        return new RawReply(
            int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture),
            headers,
            Utf8(headers.GetValueOrDefault("Transfer-Encoding") == "chunked" ? Joined(body) : body),
            Utf8(text)
        );
    }

    private static string Utf8(string text) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text));

    // As far as the chunks are there: a stream of events is left at its beginning.
    private static string Joined(string chunks)
    {
        string body = "";
        while (
            chunks.IndexOf("\r\n", StringComparison.Ordinal) is > 0 and var line
            && int.TryParse(chunks[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int length)
            && length > 0
            && line + 2 + length + 2 <= chunks.Length
        )
        {
            body += chunks.Substring(line + 2, length);
            chunks = chunks[(line + 2 + length + 2)..];
        }

        return body;
    }
}
