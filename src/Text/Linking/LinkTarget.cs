using RagCluster.Text.Normalizing;

namespace RagCluster.Text.Linking;

/// <summary>Which targets of links are kept. Whoever reads an answer may follow them, so nothing that a browser would run is.</summary>
public static class LinkTarget
{
    /// <summary>The longest target that is kept, in characters.</summary>
    public const int LengthMax = 1_000;

    private static readonly string[] Schemes = ["http", "https", "mailto"];

    /// <summary>A target without what hides in it; null for one that is not kept.</summary>
    /// <param name="written">As the document has it.</param>
    public static string? Clean(string? written)
    {
        string target = (written ?? "").Trim();
        // Printable ASCII is normalized already, and most targets are.
        if (!target.All(c => c is > ' ' and < '\u007F'))
            target = TextNormalizer.Normalize(target).Trim();
        return IsAllowed(target) ? target.Replace(" ", "%20", StringComparison.Ordinal) : null;
    }

    /// <summary>
    /// Whether a target may be kept: a path, or an address by <c>http</c>, <c>https</c> or <c>mailto</c>, on one line and not too long.
    /// </summary>
    /// <param name="target">The target.</param>
    public static bool IsAllowed(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Length is 0 or > LengthMax || target.AsSpan().ContainsAnyInRange('\0', '\u001F'))
            return false;
        int colon = target.IndexOf(':', StringComparison.Ordinal);
        int path = target.AsSpan().IndexOfAny("/?#");
        // What stands before a colon that no path precedes is a scheme (RFC 3986, section 4.2).
        return colon < 0 || (path >= 0 && path < colon) || Schemes.Contains(target[..colon], StringComparer.OrdinalIgnoreCase);
    }
}
