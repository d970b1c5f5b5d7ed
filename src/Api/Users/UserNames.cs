using System.Text.RegularExpressions;
using RagCluster.Access.Users;
using RagCluster.Corpus.Collections;

namespace RagCluster.Api.Users;

/// <summary>Names of users: short, without what looks alike, and the same whatever the letters' case.</summary>
internal static partial class UserNames
{
    /// <summary>What a name may be, for messages.</summary>
    internal const string Rule = "1 to 64 of the letters a to z, digits, '.', '_', '-' and '@'";

    /// <summary>The one form of a name.</summary>
    internal static string Fold(string name) => name.Trim().ToLowerInvariant();

    // Callers of other kinds have these names; whoever took one would be taken for them.
    private static readonly string[] Reserved = ["anonymous", "unknown", "admin-key", "scrape-key"];

    /// <summary>Whether a folded text is a name.</summary>
    internal static bool IsName(string folded) => Form().IsMatch(folded) && !Reserved.Contains(folded);

    /// <summary>Whether a folded text is the whole name of an account, in one form alone.</summary>
    internal static bool IsAccount(string folded)
    {
        AccountName account = AccountName.Parse(folded);
        return IsName(account.Name) && CollectionId.IsValidName(account.Tenant) && account.ToString() == folded;
    }

    [GeneratedRegex(@"\A[a-z0-9._@-]{1,64}\z")]
    private static partial Regex Form();
}
