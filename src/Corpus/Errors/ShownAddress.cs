using System.Text.RegularExpressions;

namespace RagCluster.Corpus.Errors;

/// <summary>Addresses in messages: people put passwords and keys into them.</summary>
public static partial class ShownAddress
{
    /// <summary>An address, right or wrong, without its user, its password and what stands behind its question mark.</summary>
    /// <param name="address">The address as somebody wrote it.</param>
    public static string Of(string address) => Query().Replace(User().Replace(address, "//…@"), "?…");

    [GeneratedRegex("//[^/?#]*@")]
    private static partial Regex User();

    [GeneratedRegex(@"\?.*$", RegexOptions.Singleline)]
    private static partial Regex Query();
}
