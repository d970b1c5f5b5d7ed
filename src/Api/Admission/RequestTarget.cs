using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace RagCluster.Api.Admission;

/// <summary>
/// Checks the target of a request as it was sent. The server resolves dot segments before any code of ours sees the path, so that
/// <c>DELETE …/documents/..</c> would delete the collection; and a proxy may read an encoded separator otherwise than this server does.
/// No name of ours holds a separator, an empty segment or a control character, so a path that has one is refused, whatever the method.
/// An absolute target is read by another parser than ours, so what it made of the path is compared with what was checked.
/// </summary>
internal static class RequestTarget
{
    private const string PathField = "path";
    private const string TargetField = "target";
    private const string Misread = "The target can be read as another path than it says: send the path alone.";

    // What needs no decoding and is no separator but the slash.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "/-_.~:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );
    private const string ModelPrefix = "collection/";
    private const string ModelPath = "/v1/models/collection%2F";

    /// <summary>What is wrong with a target; null when nothing is.</summary>
    /// <param name="target">The target as it stands in the request line.</param>
    /// <param name="path">The path that the server read from it, by which an endpoint is chosen.</param>
    internal static RequestFault? Check(string target, string path)
    {
        // RFC 9112, section 3.2: no form of a target has a fragment.
        if (target.Contains('#', StringComparison.Ordinal))
            return RequestFault.Invalid(TargetField, "A target has no fragment: leave out the '#', or write %23 where a name holds it.");
        ReadOnlySpan<char> rest = target;
        int scheme = rest.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && rest[..scheme].IndexOfAny('/', '?') < 0)
        {
            int end = rest[(scheme + 3)..].IndexOfAny('/', '?');
            rest = end < 0 ? [] : rest[(scheme + 3 + end)..];
        }

        int question = rest.IndexOf('?');
        ReadOnlySpan<char> sent = question < 0 ? rest : rest[..question];
        // Without a path: "*" of OPTIONS, the authority of CONNECT, and a server's address alone.
        if (sent.IsEmpty || sent[0] != '/')
            sent = "/";
        return CheckPath(sent)
            ?? (IsMisread(target, sent, path) ? RequestFault.Invalid(TargetField, Misread) : null)
            ?? (question < 0 ? null : CheckQuery(rest[(question + 1)..]));
    }

    private static bool IsMisread(string target, ReadOnlySpan<char> sent, string path) =>
        !target.StartsWith('/') && Decode(sent) != (path.Length == 0 ? "/" : path);

    private static RequestFault? CheckPath(ReadOnlySpan<char> path)
    {
        if (path is "/" || IsPlain(path))
            return null;
        foreach (Range range in path[1..].Split('/'))
        {
            ReadOnlySpan<char> segment = path[1..][range];
            if (segment.IsEmpty)
                return RequestFault.Invalid(PathField, "The path has an empty segment: leave out the slash at its end, and doubled ones.");
            if (Decode(segment) is not { } name)
                return RequestFault.Invalid(PathField, "The path is not UTF-8 in percent-encoding.");
            if (name is "." or "..")
                return RequestFault.Invalid(PathField, "The path has a segment '.' or '..': send the path that is meant.");
            if (NameAlone(path, name).ContainsAny('/', '\\'))
                return RequestFault.Invalid(PathField, "The path has a backslash or an encoded separator; no name holds one.");
            if (name.Any(char.IsControl))
                return RequestFault.Invalid(PathField, "The path has an encoded control character; no name holds one.");
        }

        return null;
    }

    // Nearly all paths are: without an empty segment, and none that begins with a dot.
    private static bool IsPlain(ReadOnlySpan<char> path) =>
        !path.ContainsAnyExcept(Plain)
        && path[^1] != '/'
        && !path.Contains("//", StringComparison.Ordinal)
        && !path.Contains("/.", StringComparison.Ordinal);

    // The one name that holds a separator is that of a collection as a model of OpenAI's API, which its clients encode; it is only read.
    private static ReadOnlySpan<char> NameAlone(ReadOnlySpan<char> path, string name) =>
        path.StartsWith(ModelPath, StringComparison.OrdinalIgnoreCase)
        && name.StartsWith(ModelPrefix, StringComparison.Ordinal)
        && name[ModelPrefix.Length..] is not ("." or "..")
            ? name.AsSpan(ModelPrefix.Length)
            : name;

    private static RequestFault? CheckQuery(ReadOnlySpan<char> query)
    {
        foreach (Range range in query.Split('&'))
        {
            ReadOnlySpan<char> pair = query[range];
            int equals = pair.IndexOf('=');
            if (Decode(equals < 0 ? pair : pair[..equals]) is not { } name)
                return RequestFault.Invalid("query", "A parameter's name is not UTF-8 in percent-encoding.");
            if (equals >= 0 && Decode(pair[(equals + 1)..]) is not { } value)
                return RequestFault.Invalid(name, $"The parameter '{name}' is not UTF-8 in percent-encoding.");
            if (Has(pair, "%00"))
                return RequestFault.Invalid(name.Replace("\0", "", StringComparison.Ordinal), "A parameter has no character U+0000.");
        }

        return null;
    }

    private static bool Has(ReadOnlySpan<char> text, string part) => text.Contains(part, StringComparison.Ordinal);

    // The text, or null where a percent sign begins no byte or the bytes are not UTF-8.
    private static string? Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%'))
            return text.ToString();
        byte[] bytes = new byte[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                bytes[length++] = (byte)text[i];
                continue;
            }

            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return null;
            bytes[length++] = (byte)((Convert.FromHexString(text.Slice(i + 1, 2)))[0]);
            i += 2;
        }

        return Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
