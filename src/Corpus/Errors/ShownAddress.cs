namespace RagCluster.Corpus.Errors;

/// <summary>Addresses in messages: people put passwords and keys into them.</summary>
public static class ShownAddress
{
    private const string Scheme = "://";

    /// <summary>An address, right or wrong, without its user, its password and what stands behind its question mark.</summary>
    /// <param name="address">The address as somebody wrote it.</param>
    public static string Of(string address)
    {
        int at = address.LastIndexOf('@');
        int scheme = address.IndexOf(Scheme, StringComparison.Ordinal);
        // A sign that had to be escaped is why many a wrong address is wrong: whatever stands before the last @ is hidden.
        string shown =
            at < 0 ? address
            : scheme >= 0 && scheme < at ? $"{address[..(scheme + Scheme.Length)]}…{address[at..]}"
            : $"…{address[at..]}";
        int query = shown.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? shown : $"{shown[..query]}?…";
    }
}
