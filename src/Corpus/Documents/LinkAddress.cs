namespace RagCluster.Corpus.Documents;

/// <summary>Where the links of a document lead.</summary>
public static class LinkAddress
{
    /// <summary>
    /// A link's target as seen from its document's URI (RFC 3986, section 5.2): an address where the target or the URI is one, else a path
    /// beside the URI.
    /// </summary>
    /// <param name="uri">The document's URI, or its name.</param>
    /// <param name="target">The target as the document has it.</param>
    public static string Of(string uri, string target)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(target);
        if (IsAddress(target) || target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            return target;
        if (IsAddress(uri))
        {
            return
                Uri.TryCreate(uri, UriKind.Absolute, out Uri? from)
                && Uri.TryCreate(from, target, out Uri? address)
                && IsAddress(address.AbsoluteUri)
                ? address.AbsoluteUri
                : target;
        }

        int rest = target.AsSpan().IndexOfAny("?#");
        string path = rest < 0 ? target : target[..rest];
        if (path.StartsWith('/'))
            return target;
        return (path.Length == 0 ? uri : Joined(uri[..(uri.LastIndexOf('/') + 1)], path)) + (rest < 0 ? "" : target[rest..]);
    }

    // By its beginning: there are many links, and to parse an address costs as much as some of them.
    private static bool IsAddress(string uri) =>
        uri.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string Joined(string folder, string path)
    {
        List<string> segments = [];
        foreach (string segment in (folder + path).Split('/'))
        {
            if (segment == ".." && segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
            else if (segment is not ("." or ".."))
                segments.Add(segment);
        }

        return string.Join('/', segments);
    }
}
